package io.holdfast.cli;

import io.holdfast.release.content.ChannelName;
import io.holdfast.release.repository.Repository;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code holdfast extension list}. */
@Command(
    name = "list",
    description =
        "Lists the extensions that a repository says it has, each version from low to high; no"
            + " signature is verified.",
    footer = {"", "Example:", "  holdfast extension list --from https://host/repo --json"})
final class ExtensionListCommand extends WorkstationCommand {
  @Option(names = "--from", required = true, paramLabel = "REPO", description = "The repository.")
  private String from = "";

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    Repository repository = Repository.at(from);
    List<ChannelName> extensions =
        repository.channels().stream().filter(ChannelName::isExtension).toList();
    VersionTable table = VersionTable.read(repository, extensions);
    print(
        json
            ? table.json("extensions", "extension")
            : table.text("extension", "There is no extension in " + from + "."));
    return ExitCode.DONE;
  }
}
