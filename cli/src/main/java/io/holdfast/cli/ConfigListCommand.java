package io.holdfast.cli;

import io.holdfast.release.content.ChannelName;
import picocli.CommandLine.Command;

/** {@code holdfast config list}. */
@Command(
    name = "list",
    description =
        "Lists the configurations that a repository says it has, each version from low to high; no"
            + " signature is verified.",
    footer = {"", "Example:", "  holdfast config list --from https://host/repo --json"})
final class ConfigListCommand extends ChannelListCommand {
  ConfigListCommand() {
    super("configuration", ChannelName::isConfiguration);
  }
}
