package io.holdfast.cli;

import io.holdfast.release.content.ChannelName;
import io.holdfast.release.repository.Repository;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast content list}. */
@Command(
    name = "list",
    description =
        "Lists what a repository says it has on its channels, from low to high; no signature is"
            + " verified.",
    footer = {
      "",
      "Examples:",
      "  holdfast content list --from repo",
      "  holdfast content list rules --from https://host/repo --json"
    })
final class ContentListCommand extends WorkstationCommand {
  @Parameters(paramLabel = "CHANNEL", arity = "0..1", description = "One channel; all if left out.")
  private @Nullable ChannelName channel;

  @Option(names = "--from", required = true, paramLabel = "REPO", description = "The repository.")
  private String from = "";

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    Repository repository = Repository.at(from);
    List<ChannelName> channels =
        channel == null
            ? repository.channels().stream().filter(ChannelName::isDeclared).toList()
            : List.of(channel);
    VersionTable table = VersionTable.read(repository, channels);
    print(
        json
            ? table.json("channels", "channel")
            : table.text("channel", "There is no content in " + from + "."));
    return ExitCode.DONE;
  }
}
