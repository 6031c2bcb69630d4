package io.holdfast.cli;

import io.holdfast.cli.node.LateProgress;
import io.holdfast.release.json.Json;
import io.holdfast.release.repository.Leftovers.Leftover;
import io.holdfast.release.tuf.signing.Cleaning;
import io.holdfast.release.tuf.signing.SignedRepository;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast repo gc}. */
@Command(
    name = "gc",
    description = {
      "Removes from a repository what nothing names any more, what is withdrawn, and old metadata.",
      "All roots stay, and what was the newest within the last day. No key is needed."
    },
    footer = {"", "Examples:", "  holdfast repo gc repo --dry-run", "  holdfast repo gc repo"})
final class RepoGcCommand extends WorkstationCommand {
  @Parameters(paramLabel = "REPO", description = "The repository's folder.")
  private Path repository = Path.of("");

  @Option(names = "--dry-run", description = "Remove nothing; say what would be.")
  private boolean dry;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    Cleaning cleaning = new Cleaning(new SignedRepository(repository, Instant.now()));
    List<Leftover> gone;
    try (LateProgress progress = LateProgress.startedNow(err())) {
      progress.step("look through " + repository);
      gone = dry ? cleaning.plan() : cleaning.clean();
    }
    long bytes = gone.stream().mapToLong(Leftover::bytes).sum();
    if (json) {
      print(
          Json.write(
              Json.object(
                  "removed",
                  !dry,
                  "bytes",
                  bytes,
                  "files",
                  gone.stream()
                      .map(each -> Json.object("path", each.path(), "bytes", each.bytes()))
                      .toList())));
      return ExitCode.DONE;
    }
    gone.forEach(each -> printLine(each.path() + " (" + each.bytes() + " bytes)"));
    printLine(
        gone.size() + " files, " + bytes + " bytes " + (dry ? "would be removed" : "removed"));
    return ExitCode.DONE;
  }
}
