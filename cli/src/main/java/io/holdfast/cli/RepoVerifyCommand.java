package io.holdfast.cli;

import io.holdfast.cli.node.LateProgress;
import io.holdfast.release.json.Json;
import io.holdfast.release.tuf.signing.RepositoryCheck;
import io.holdfast.release.tuf.signing.SignedRepository;
import java.nio.file.Path;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast repo verify}. */
@Command(
    name = "verify",
    description = {
      "Checks all signed metadata of a repository, that nothing of it has expired, and that each"
          + " target is there with its hash.",
      "What cannot be believed is exit code 3."
    },
    footer = {"", "Example:", "  holdfast repo verify repo"})
final class RepoVerifyCommand extends WorkstationCommand {
  @Parameters(paramLabel = "REPO", description = "The repository's folder.")
  private Path repository = Path.of("");

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    RepositoryCheck.Result result;
    try (LateProgress progress = LateProgress.startedNow(err())) {
      result = RepositoryCheck.of(new SignedRepository(repository, Instant.now()), progress);
    }
    if (json) {
      print(
          Json.write(
              Json.object(
                  "roles",
                  result.roles(),
                  "targets",
                  result.targets(),
                  "expires",
                  result.expires().toString())));
    } else {
      printLine(
          repository
              + " is whole: "
              + result.targets()
              + " targets of "
              + result.roles()
              + " roles. Sign again before "
              + result.expires());
    }
    return ExitCode.DONE;
  }
}
