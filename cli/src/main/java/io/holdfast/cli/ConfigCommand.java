package io.holdfast.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code holdfast config}. */
@Command(
    name = "config",
    description = "Checks and explains configurations before they reach a node.",
    subcommands = {ConfigCheckCommand.class, ConfigExplainCommand.class, ConfigSchemaCommand.class},
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  holdfast config check node.yaml",
      "  holdfast config explain install.device oem/",
      "  holdfast config schema > cloud-config.schema.json"
    })
final class ConfigCommand {
  @Mixin final HelpOption help = new HelpOption();
}
