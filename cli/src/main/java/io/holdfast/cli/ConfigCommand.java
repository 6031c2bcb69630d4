package io.holdfast.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code holdfast config}. */
@Command(
    name = "config",
    description = "Looks at configurations, and publishes them signed for the nodes of a release.",
    subcommands = {ConfigRenderCommand.class, ConfigPublishCommand.class, ConfigListCommand.class},
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  holdfast config render node.yaml --set place=hall",
      "  holdfast config publish demo --version 3 --from conf/ --keys ~/keys --to repo",
      "  holdfast config list --from repo"
    })
final class ConfigCommand {
  @Mixin final HelpOption help = new HelpOption();
}
