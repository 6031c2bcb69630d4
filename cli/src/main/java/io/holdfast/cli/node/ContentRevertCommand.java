package io.holdfast.cli.node;

import io.holdfast.cli.HelpOption;
import io.holdfast.node.delivery.ContentDelivery;
import io.holdfast.node.settle.NodeContext;
import io.holdfast.release.content.ChannelName;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code holdfast content revert}. */
@Command(
    name = "revert",
    description =
        "Goes back to the content that a channel had before, on trial as any other change. What is"
            + " on trial now is taken back by 'holdfast revert'.",
    footer = {"", "Example:", "  holdfast content revert rules"})
final class ContentRevertCommand implements Callable<Integer> {
  @Mixin final HelpOption help = new HelpOption();
  @Mixin final TrialWait wait = new TrialWait();

  @Parameters(paramLabel = "CHANNEL", description = "Name of the channel.")
  private String channel = "";

  @Override
  public Integer call() throws Exception {
    ContentDelivery delivery = new ContentDelivery(NodeContext.ofThisNode());
    return wait.forEnd(delivery, delivery.revert(new ChannelName(channel).demandDeclared()));
  }
}
