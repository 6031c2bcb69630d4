package io.holdfast.cli.node;

import io.holdfast.cli.HelpOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code holdfast stage}, on a workstation and on a node alike. */
@Command(
    name = "stage",
    description = "Runs what configurations declare for a stage, and says which stages there are.",
    subcommands = {StageRunCommand.class, StageListCommand.class},
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  holdfast stage list",
      "  holdfast stage run boot config.yaml --root tree --plan"
    })
public final class StageCommand {
  @Mixin final HelpOption help = new HelpOption();
}
