package io.holdfast.cli;

import picocli.CommandLine.Command;

/** {@code holdfast tools-tree}. */
@Command(
    name = "tools-tree",
    hidden = true,
    description = "Prepares the tools tree and prints where it is.",
    footer = {"", "Example:", "  holdfast tools-tree"})
final class ToolsTreeCommand extends WorkstationCommand {
  @Override
  public Integer call() throws Exception {
    printLine(Workplace.tools(Workplace.lines(err())).folder().toString());
    return ExitCode.DONE;
  }
}
