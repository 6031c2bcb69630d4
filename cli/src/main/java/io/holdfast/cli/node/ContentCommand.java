package io.holdfast.cli.node;

import io.holdfast.cli.HelpOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code holdfast content} on a node. */
@Command(
    name = "content",
    description = "Shows and changes the content of this node's channels, each change on trial.",
    subcommands = {
      ContentStatusCommand.class,
      ContentApplyCommand.class,
      ContentRevertCommand.class,
      ContentHoldCommand.class
    },
    footer = {
      "",
      "Examples:",
      "  holdfast content status",
      "  holdfast content apply rules --from /run/repo"
    })
final class ContentCommand {
  @Mixin final HelpOption help = new HelpOption();
}
