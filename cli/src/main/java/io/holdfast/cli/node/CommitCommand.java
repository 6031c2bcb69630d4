package io.holdfast.cli.node;

import io.holdfast.cli.ExitCode;
import io.holdfast.cli.HelpOption;
import io.holdfast.node.settle.NodeContext;
import io.holdfast.node.trial.CrashLoop;
import io.holdfast.node.trial.Generation;
import io.holdfast.release.json.Json;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code holdfast commit}. */
@Command(
    name = "commit",
    description = {
      "Vouches for what this node holds for good, though it crashed lately.",
      "",
      "A node that crashes again and again takes its newest change for the cause and undoes it. Whoever"
          + " knows that the cause was another one, such as a bad power supply, says so with this: the"
          + " crashes so far no longer count. A trial commits by itself once its checks have held."
    },
    footer = {"", "Example:", "  holdfast commit"})
final class CommitCommand implements Callable<Integer> {
  @Mixin final HelpOption help = new HelpOption();

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    NodeContext node = NodeContext.ofThisNode();
    var change = node.store().update(state -> CrashLoop.vouched(state, Instant.now()));
    Generation good = change.state().lastKnownGoodGeneration();
    if (json) {
      System.out.print(Json.write(Map.of("vouchedFor", good.number())));
    } else {
      System.out.println(good + " is vouched for; its crashes are forgotten.");
    }
    return ExitCode.DONE;
  }
}
