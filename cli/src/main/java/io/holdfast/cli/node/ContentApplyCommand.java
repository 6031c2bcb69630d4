package io.holdfast.cli.node;

import io.holdfast.cli.HelpOption;
import io.holdfast.node.delivery.Accepted;
import io.holdfast.node.delivery.ContentDelivery;
import io.holdfast.node.settle.NodeContext;
import io.holdfast.node.trial.Generation;
import io.holdfast.release.content.ChannelName;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code holdfast content apply}. */
@Command(
    name = "apply",
    description = {
      "Brings content to this node and puts it on trial. Its consumers are told; it commits once all"
          + " required checks have held for the channel's bake time, else the old one is back.",
      "Exit code 0: it has committed, or waits until what is on trial is over; 1: it was taken back; 3: refused, and nothing was changed."
    },
    footer = {"", "Example:", "  holdfast content apply rules --from /run/repo --version 7"})
final class ContentApplyCommand implements Callable<Integer> {
  @Mixin final HelpOption help = new HelpOption();
  @Mixin final TrialWait wait = new TrialWait();
  @Mixin final DeliveryOptions options = new DeliveryOptions();

  @Parameters(paramLabel = "CHANNEL", description = "Name of the channel.")
  private String channel = "";

  @Override
  public Integer call() throws Exception {
    ContentDelivery delivery = new ContentDelivery(NodeContext.ofThisNode());
    Accepted accepted =
        delivery.run(
            options.request(new ChannelName(channel).demandDeclared(), false),
            phase -> System.err.println("phase: " + phase));
    return switch (accepted) {
      case Accepted.Armed(Generation armed) -> wait.forEnd(delivery, armed);
      case Accepted.Waits waits -> wait.waits(waits);
      case Accepted.Placed _ -> throw new IllegalStateException("no channel of a configuration");
    };
  }
}
