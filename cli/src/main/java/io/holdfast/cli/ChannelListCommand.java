package io.holdfast.cli;

import io.holdfast.release.content.ChannelName;
import io.holdfast.release.repository.Repository;
import java.util.List;
import java.util.function.Predicate;
import picocli.CommandLine.Option;

/** Lists what a repository says it has on the channels of one kind. */
abstract class ChannelListCommand extends WorkstationCommand {
  private final String kind;
  private final Predicate<ChannelName> isOfKind;

  @Option(names = "--from", required = true, paramLabel = "REPO", description = "The repository.")
  private String from = "";

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  /**
   * What is listed.
   *
   * @param kind what one of them is called
   */
  ChannelListCommand(String kind, Predicate<ChannelName> isOfKind) {
    this.kind = kind;
    this.isOfKind = isOfKind;
  }

  @Override
  public final Integer call() throws Exception {
    Repository repository = Repository.at(from);
    List<ChannelName> channels = repository.channels().stream().filter(isOfKind).toList();
    VersionTable table = VersionTable.read(repository, channels);
    print(
        json
            ? table.json(kind + "s", kind)
            : table.text(kind, "There is no " + kind + " in " + from + "."));
    return ExitCode.DONE;
  }
}
