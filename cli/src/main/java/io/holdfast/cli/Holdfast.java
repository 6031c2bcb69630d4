package io.holdfast.cli;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The {@code holdfast} command on a workstation. */
@Command(
    name = "holdfast",
    description = "Builds, installs and rehearses an immutable operating system for edge machines.",
    version = "holdfast " + Holdfast.VERSION,
    mixinStandardHelpOptions = true,
    subcommands = {
      KeysCommand.class,
      BuildCommand.class,
      InstallCommand.class,
      DrillCommand.class,
      ToolsTreeCommand.class,
      AutoComplete.GenerateCompletion.class,
      HelpCommand.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "1:failed", "2:wrong usage", "3:refused on purpose"},
    footer = {
      "",
      "Examples:",
      "  holdfast drill july-2024",
      "  holdfast build recipe.yaml --to repo --keys ~/keys",
      "  source <(holdfast generate-completion)"
    })
public final class Holdfast {
  static final String VERSION = "0.1.0";

  private Holdfast() {}

  /** Entry. The version is told before anything is loaded that only commands need. */
  public static void main(String[] args) {
    if (args.length == 1 && args[0].equals("--version")) {
      System.out.println("holdfast " + VERSION);
      return;
    }
    System.exit(commandLine().execute(args));
  }

  /** All commands, as they are and as tests see them. */
  static CommandLine commandLine() {
    return new CommandLine(new Holdfast())
        .setExecutionExceptionHandler(Failures::tell)
        .setAbbreviatedOptionsAllowed(false);
  }
}
