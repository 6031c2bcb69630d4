package io.holdfast.cli;

import io.holdfast.cli.node.LateProgress;
import io.holdfast.release.json.Json;
import io.holdfast.release.tuf.signing.Mirror;
import io.holdfast.release.tuf.signing.Promotion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast repo sync}. */
@Command(
    name = "sync",
    description = {
      "Makes or updates a mirror: a verified copy of all that a repository vouches for, byte for"
          + " byte with its metadata. No key is needed.",
      "Clients find the mirror consistent at every moment. After an interruption, run it again: it"
          + " goes on with the file at which it was. What is older than the mirror is refused."
    },
    footer = {
      "",
      "Examples:",
      "  holdfast repo sync https://repo.example.com mirror --root 1.root.json",
      "  holdfast repo sync /media/stick/repo mirror"
    })
final class RepoSyncCommand extends WorkstationCommand {
  @Parameters(index = "0", paramLabel = "FROM", description = "A folder, or an http(s) URL.")
  private String from = "";

  @Parameters(
      index = "1",
      paramLabel = "TO",
      description = "The mirror's folder; made if it is not there.")
  private Path to = Path.of("");

  @Option(
      names = "--root",
      paramLabel = "FILE",
      description = "Root metadata that you were given; needed the first time.")
  private @Nullable Path root;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    Mirror.Result result;
    try (LateProgress progress = LateProgress.startedNow(err())) {
      result =
          new Mirror(from, to, Instant.now(), progress)
              .sync(root == null ? null : new Promotion.RootFile(Files.readAllBytes(root)));
    }
    if (json) {
      print(
          Json.write(
              Json.object(
                  "timestamp",
                  result.timestamp(),
                  "targets",
                  result.targets(),
                  "copied",
                  result.copied(),
                  "bytes",
                  result.bytes())));
    } else {
      printLine(
          to
              + " mirrors "
              + from
              + ": "
              + result.targets()
              + " targets, timestamp "
              + result.timestamp()
              + "; "
              + result.copied()
              + " files, "
              + result.bytes()
              + " bytes copied");
    }
    return ExitCode.DONE;
  }
}
