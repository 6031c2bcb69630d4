package io.holdfast.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code holdfast repo}. */
@Command(
    name = "repo",
    description =
        "Signed metadata of a repository (The Update Framework): what there is, what is withdrawn.",
    subcommands = {RepoClientCommand.class},
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  holdfast repo client --metadata-dir known init 1.root.json",
      "  holdfast repo client --metadata-dir known \\",
      "    --metadata-url https://repo.example.com/metadata refresh"
    })
final class RepoCommand {
  @Mixin final HelpOption help = new HelpOption();
}
