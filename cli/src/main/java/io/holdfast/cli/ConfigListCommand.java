package io.holdfast.cli;

import io.holdfast.release.content.ChannelName;
import io.holdfast.release.repository.Repository;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code holdfast config list}. */
@Command(
    name = "list",
    description =
        "Lists the configurations that a repository says it has, each version from low to high; no"
            + " signature is verified.",
    footer = {"", "Example:", "  holdfast config list --from https://host/repo --json"})
final class ConfigListCommand extends WorkstationCommand {
  @Option(names = "--from", required = true, paramLabel = "REPO", description = "The repository.")
  private String from = "";

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    Repository repository = Repository.at(from);
    List<ChannelName> configurations =
        repository.channels().stream().filter(ChannelName::isConfiguration).toList();
    VersionTable table = VersionTable.read(repository, configurations);
    print(
        json
            ? table.json("configurations", "configuration")
            : table.text("configuration", "There is no configuration in " + from + "."));
    return ExitCode.DONE;
  }
}
