package io.holdfast.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code holdfast inventory nodes}. */
@Command(
    name = "nodes",
    description = "What nodes say that they hold.",
    subcommands = InventoryNodesImportCommand.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "Example:", "  holdfast inventory nodes import --keys nodes/ statements/*.json"})
final class InventoryNodesCommand {
  @Mixin final HelpOption help = new HelpOption();
}
