package io.holdfast.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code holdfast content}. */
@Command(
    name = "content",
    description = "Publishes data that changes faster than releases, on channels.",
    subcommands = {ContentPublishCommand.class, ContentListCommand.class},
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  holdfast keys content rules --to ~/keys",
      "  holdfast content publish rules --version 8 --from rules/ \\",
      "    --key ~/keys/content-rules.key --to repo",
      "  holdfast content list --from repo"
    })
final class ContentCommand {
  @Mixin final HelpOption help = new HelpOption();
}
