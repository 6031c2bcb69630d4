package io.holdfast.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code holdfast advisory}. */
@Command(
    name = "advisory",
    description =
        "Keeps what is known to be wrong with packages, and says which releases and nodes have it.",
    subcommands = {
      AdvisoryImportCommand.class,
      AdvisoryListCommand.class,
      AdvisoryMatchCommand.class,
      AdvisoryNewCommand.class,
      AdvisoryPlanCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  holdfast advisory import DEBIAN-CVE-2024-3094.json",
      "  holdfast advisory match edge-1.4.0.cdx.json",
      "  holdfast advisory plan CVE-2024-3094 --nodes nodes.json --releases all.json"
    })
final class AdvisoryCommand {
  @Mixin final HelpOption help = new HelpOption();
}
