package io.holdfast.cli.node;

import io.holdfast.cli.ExitCode;
import io.holdfast.cli.HelpOption;
import io.holdfast.node.health.Pace;
import io.holdfast.node.recovery.Medium;
import io.holdfast.node.recovery.Recovery;
import io.holdfast.node.settle.NodeContext;
import io.holdfast.node.trial.Booted;
import io.holdfast.release.admission.NotAdmittedException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code holdfast recover}. */
@Command(
    name = "recover",
    description = {
      "Says what failed and repairs this node from a medium. A node in recovery runs it by itself.",
      "",
      "A medium is any file system with the label "
          + Medium.LABEL
          + " that holds a repository. Of its releases the version is taken that was proven here, else the"
          + " newest that did not fail here. User data is not touched."
    },
    footer = {"", "Example:", "  holdfast recover"})
final class RecoverCommand implements Callable<Integer> {
  @Mixin final HelpOption help = new HelpOption();

  @Override
  public Integer call() throws Exception {
    NodeContext node = NodeContext.ofThisNode();
    if (!(node.booted() instanceof Booted.InRecovery)) {
      throw new NotAdmittedException(
          "This node runs a generation, and not its recovery. See 'holdfast status'; to change what"
              + " runs, 'holdfast upgrade' or 'holdfast revert'.");
    }
    new Recovery(
            node,
            new PhaseLines(System.out),
            Medium.ofThisMachine(node.paths().run().resolve("medium")),
            Pace.ofThisMachine(),
            line -> System.out.println("recovery: " + line))
        .run();
    Restart.now();
    return ExitCode.DONE;
  }
}
