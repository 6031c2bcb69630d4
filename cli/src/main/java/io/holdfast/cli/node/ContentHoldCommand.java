package io.holdfast.cli.node;

import io.holdfast.cli.ExitCode;
import io.holdfast.cli.HelpOption;
import io.holdfast.host.DurableFile;
import io.holdfast.node.settle.NodeContext;
import io.holdfast.release.content.ChannelName;
import io.holdfast.release.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast content hold}. */
@Command(
    name = "hold",
    description = "Keeps a channel as it is: whatever is offered is refused until the hold ends.",
    footer = {
      "",
      "Examples:",
      "  holdfast content hold rules",
      "  holdfast content hold rules --off"
    })
final class ContentHoldCommand implements Callable<Integer> {
  @Mixin final HelpOption help = new HelpOption();

  @Parameters(paramLabel = "CHANNEL", description = "Name of the channel.")
  private String channel = "";

  @Option(names = "--off", description = "End the hold.")
  private boolean off;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    ChannelName name = new ChannelName(channel).demandDeclared();
    Path mark = NodeContext.ofThisNode().paths().hold(name.text());
    if (off) {
      if (Files.exists(mark)) {
        DurableFile.delete(mark);
      }
    } else {
      Files.createDirectories(mark.resolveSibling(""));
      DurableFile.replace(mark, "");
    }
    if (json) {
      System.out.print(Json.write(Json.object("channel", name.text(), "held", !off)));
    } else {
      System.out.println("Channel " + name + (off ? " may change." : " is held."));
    }
    return ExitCode.DONE;
  }
}
