package io.holdfast.cli;

import io.holdfast.host.Progress;
import io.holdfast.image.tools.ToolsTreeMaker;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code holdfast tools-tree}. */
@Command(
    name = "tools-tree",
    hidden = true,
    description = "Prepares the tools tree and prints where it is.",
    footer = {"", "Example:", "  holdfast tools-tree"})
final class ToolsTreeCommand extends WorkstationCommand {
  @Option(
      names = "--postgresql",
      description = "Instead the tree with the PostgreSQL that tests start.")
  private boolean postgresql;

  @Override
  public Integer call() throws Exception {
    if (postgresql) {
      Progress progress = Workplace.lines(err());
      printLine(ToolsTreeMaker.preparePostgresql(Workplace.cache(), progress).toString());
      return ExitCode.DONE;
    }
    printLine(Workplace.tools(Workplace.lines(err())).folder().toString());
    return ExitCode.DONE;
  }
}
