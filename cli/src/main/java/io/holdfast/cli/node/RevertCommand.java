package io.holdfast.cli.node;

import io.holdfast.cli.ExitCode;
import io.holdfast.cli.HelpOption;
import io.holdfast.node.settle.NodeContext;
import io.holdfast.node.upgrade.Upgrade;
import io.holdfast.release.json.Json;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code holdfast revert}. */
@Command(
    name = "revert",
    description = "Ends the trial, or goes back to an older generation, for good.",
    footer = {"", "Example:", "  holdfast revert --to 3"})
final class RevertCommand implements Callable<Integer> {
  @Mixin final HelpOption help = new HelpOption();

  @Option(
      names = "--to",
      paramLabel = "N",
      description = "Number of the generation; the one before if left out.")
  private int to;

  @Option(names = "--no-reboot", description = "Leave the restart to you.")
  private boolean noReboot;

  @Option(names = "--json", description = "Print one JSON object; progress goes elsewhere.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    boolean due = new Upgrade(NodeContext.ofThisNode(), new PhaseLines(System.err)).revert(to);
    boolean restart = due && !noReboot;
    if (json) {
      System.out.print(Json.write(Json.object("restartDue", due, "restarts", restart)));
    } else if (restart) {
      System.out.println("Restarting.");
    }
    if (restart) {
      Restart.now();
    }
    return ExitCode.DONE;
  }
}
