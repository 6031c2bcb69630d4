package io.holdfast.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code holdfast extension}. */
@Command(
    name = "extension",
    description =
        "Publishes extensions: signed images that nodes lay over /usr and /opt (systemd-sysext).",
    subcommands = {ExtensionPublishCommand.class, ExtensionListCommand.class},
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  holdfast extension publish debug-tools --version 1 --from tools/ \\",
      "    --id debian --version-id 13 --keys ~/keys --to repo",
      "  holdfast extension list --from repo"
    })
final class ExtensionCommand {
  @Mixin final HelpOption help = new HelpOption();
}
