package io.holdfast.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code holdfast config}. */
@Command(
    name = "config",
    description =
        "Publishes configurations, each signed as one version for the nodes of a release, and shows where"
            + " a machine's configuration comes from.",
    subcommands = {ConfigPublishCommand.class, ConfigListCommand.class, ConfigSourcesCommand.class},
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  holdfast config publish demo --version 3 --from conf/ --keys ~/keys --to repo",
      "  holdfast config list --from repo",
      "  holdfast config sources --root /mnt"
    })
final class ConfigCommand {
  @Mixin final HelpOption help = new HelpOption();
}
