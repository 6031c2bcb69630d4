package io.holdfast.cli;

import io.holdfast.release.content.ChannelName;
import io.holdfast.release.json.Json;
import io.holdfast.release.tuf.signing.KeyCount;
import io.holdfast.release.tuf.signing.RoleKeys;
import io.holdfast.release.tuf.signing.SignedRepository;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast repo init}. */
@Command(
    name = "init",
    description = {
      "Begins the signed metadata of a repository, and makes the keys of its roles.",
      "Keep root.key and targets.key apart from the others, and offline."
    },
    footer = {
      "",
      "Examples:",
      "  holdfast repo init repo --keys ~/keys",
      "  holdfast repo init repo --keys ~/keys --channel rules --keys-of root=2/3"
    })
final class RepoInitCommand extends WorkstationCommand {
  @Parameters(paramLabel = "REPO", description = "The repository's folder; made if not there.")
  private Path repository = Path.of("");

  @Option(
      names = "--keys",
      required = true,
      paramLabel = "FOLDER",
      description = "A folder outside any repository; made if it is not there.")
  private Path keys = Path.of("");

  @Option(
      names = "--channel",
      paramLabel = "CHANNEL",
      description = "A channel of content that gets a role of its own; may be repeated.")
  private List<ChannelName> channels = new ArrayList<>();

  @Option(
      names = "--keys-of",
      paramLabel = "ROLE=N|M/N",
      description = {
        "How many keys a role has (default: 1): N, all of which must sign, or N, of which M must."
      })
  private Map<String, KeyCount> counts = new LinkedHashMap<>();

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Mixin private final Passphrase passphrase = new Passphrase();

  @Override
  public Integer call() throws Exception {
    Path root =
        new SignedRepository(repository, Instant.now())
            .init(new RoleKeys(keys.toAbsolutePath(), passphrase.readNew()), channels, counts);
    if (json) {
      print(Json.write(Json.object("root", root.toString(), "keys", keys.toString())));
    } else {
      printLine("The metadata of " + repository + " begins with " + root);
      printLine("Give that file to whoever builds releases and reads the repository.");
    }
    return ExitCode.DONE;
  }
}
