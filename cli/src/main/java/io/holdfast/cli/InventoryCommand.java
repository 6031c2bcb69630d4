package io.holdfast.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code holdfast inventory}. */
@Command(
    name = "inventory",
    description = "Shows what is in releases, what changed, and who carries something.",
    subcommands = {
      InventoryShowCommand.class,
      InventoryDiffCommand.class,
      InventoryFindCommand.class,
      InventoryIndexCommand.class,
      InventoryNodesCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "Example:", "  holdfast inventory find 'pkg:deb/debian/xz-utils@>=5.6.0,<5.6.2'"})
final class InventoryCommand {
  @Mixin final HelpOption help = new HelpOption();
}
