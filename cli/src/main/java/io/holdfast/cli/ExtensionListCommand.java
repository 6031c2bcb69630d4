package io.holdfast.cli;

import io.holdfast.release.content.ChannelName;
import picocli.CommandLine.Command;

/** {@code holdfast extension list}. */
@Command(
    name = "list",
    description =
        "Lists the extensions that a repository says it has, each version from low to high; no"
            + " signature is verified.",
    footer = {"", "Example:", "  holdfast extension list --from https://host/repo --json"})
final class ExtensionListCommand extends ChannelListCommand {
  ExtensionListCommand() {
    super("extension", ChannelName::isExtension);
  }
}
