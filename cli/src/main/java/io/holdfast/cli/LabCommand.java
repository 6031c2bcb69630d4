package io.holdfast.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code holdfast lab}. */
@Command(
    name = "lab",
    description = "Runs virtual machines with real firmware, and reaches those that run.",
    subcommands = {
      LabRunCommand.class,
      LabListCommand.class,
      LabConsoleCommand.class,
      LabPowerCommand.class,
      LabStopCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  holdfast lab run --disk node.img",
      "  holdfast lab power node cut"
    })
final class LabCommand {
  @Mixin final HelpOption help = new HelpOption();
}
