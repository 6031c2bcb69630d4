package io.holdfast.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** One run of the {@code holdfast} command, as who typed it sees it. */
record CommandRun(int exitCode, String output, String errors) {
  static CommandRun of(Object... words) {
    List<String> arguments = new ArrayList<>();
    for (Object word : words) {
      arguments.add(word.toString());
    }
    StringWriter output = new StringWriter();
    StringWriter errors = new StringWriter();
    int exitCode =
        RootCommand.commandLine()
            .setOut(new PrintWriter(output, true))
            .setErr(new PrintWriter(errors, true))
            .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
            .execute(arguments.toArray(String[]::new));
    return new CommandRun(exitCode, output.toString(), errors.toString());
  }
}
