package io.holdfast.cli.node;

import io.holdfast.cli.ExitCode;
import io.holdfast.cli.HelpOption;
import io.holdfast.node.settle.NodeContext;
import io.holdfast.node.status.ChannelStatus;
import io.holdfast.release.json.Json;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code holdfast content status}. */
@Command(
    name = "status",
    description =
        "Lists this node's channels: what is read, what is on trial, what can be gone to.",
    footer = {"", "Example:", "  holdfast content status --json"})
final class ContentStatusCommand implements Callable<Integer> {
  @Mixin final HelpOption help = new HelpOption();

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    List<ChannelStatus> channels = ChannelStatus.of(NodeContext.ofThisNode());
    if (json) {
      System.out.print(
          Json.write(Map.of("channels", channels.stream().map(ChannelStatus::toJson).toList())));
    } else if (channels.isEmpty()) {
      System.out.println("This node has no channels.");
    } else {
      channels.forEach(channel -> System.out.print(channel.text()));
    }
    return ExitCode.DONE;
  }
}
