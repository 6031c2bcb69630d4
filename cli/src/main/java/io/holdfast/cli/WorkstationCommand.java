package io.holdfast.cli;

import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * A command of the workstation: it returns an {@link ExitCode}, and prints its result to one stream
 * and everything else to the other.
 */
abstract class WorkstationCommand implements Callable<Integer> {
  @Mixin final HelpOption help = new HelpOption();

  @Spec private @Nullable CommandSpec spec;

  /** Prints a piece of the result. */
  final void print(String text) {
    PrintWriter out = spec().commandLine().getOut();
    out.print(text);
    out.flush();
  }

  /** Prints a line of the result. */
  final void printLine(String line) {
    print(line + System.lineSeparator());
  }

  /** Where progress and remarks go. */
  final PrintWriter err() {
    return spec().commandLine().getErr();
  }

  /** This command as it was put together. */
  final CommandSpec spec() {
    return Objects.requireNonNull(spec, "a command runs only from a command line");
  }
}
