package io.holdfast.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code holdfast config}. */
@Command(
    name = "config",
    description = "Looks at configurations before they can hurt.",
    subcommands = {ConfigRenderCommand.class},
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "Example:", "  holdfast config render node.yaml --values node-values.yaml"})
final class ConfigCommand {
  @Mixin final HelpOption help = new HelpOption();
}
