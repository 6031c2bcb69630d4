package io.holdfast.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code holdfast tools-tree}. */
@Command(
    name = "tools-tree",
    hidden = true,
    description = "Prepares the tools tree and prints where it is.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  holdfast tools-tree"})
final class ToolsTreeCommand implements Callable<Integer> {
  @Override
  public Integer call() throws Exception {
    System.out.println(Workplace.tools(Workplace.lines()).folder());
    return ExitCode.DONE;
  }
}
