package io.holdfast.cli;

import io.holdfast.cli.node.ConfigSourcesCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code holdfast config}. */
@Command(
    name = "config",
    description =
        "Drafts, checks and explains configurations before they reach a node, and publishes them"
            + " signed.",
    subcommands = {
      ConfigNewCommand.class,
      ConfigCheckCommand.class,
      ConfigExplainCommand.class,
      ConfigRenderCommand.class,
      ConfigSchemaCommand.class,
      ConfigSourcesCommand.class,
      ConfigPublishCommand.class,
      ConfigListCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  holdfast config new node.yaml",
      "  holdfast config check node.yaml",
      "  holdfast config explain install.device oem/",
      "  holdfast config render node.yaml --set place=hall",
      "  holdfast config schema > cloud-config.schema.json",
      "  holdfast config publish demo --version 3 --from conf/ --keys ~/keys --to repo"
    })
final class ConfigCommand {
  @Mixin final HelpOption help = new HelpOption();
}
