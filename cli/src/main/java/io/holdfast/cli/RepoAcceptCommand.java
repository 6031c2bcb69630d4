package io.holdfast.cli;

import io.holdfast.release.json.Json;
import io.holdfast.release.tuf.signing.Draft;
import io.holdfast.release.tuf.signing.Holdings;
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

/** {@code holdfast repo accept}. */
@Command(
    name = "accept",
    description = {
      "Takes in a prepared change that enough have signed, and signs snapshot and timestamp.",
      "A change of something that was changed since is refused (exit code 3), and so is one that"
          + " vouches for what is withdrawn by now."
    },
    footer = {"", "Example:", "  holdfast repo accept repo change.json --keys ~/keys"})
final class RepoAcceptCommand extends WorkstationCommand {
  @Parameters(index = "0", paramLabel = "REPO", description = "The repository's folder.")
  private Path repository = Path.of("");

  @Parameters(index = "1", paramLabel = "FILE", description = "What was prepared and signed.")
  private Path file = Path.of("");

  @Option(
      names = "--keys",
      required = true,
      paramLabel = "FOLDER",
      description = "Where the keys of snapshot and timestamp lie; may be repeated.")
  private List<Path> folders = new ArrayList<>();

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Mixin private final Passphrase passphrase = new Passphrase();

  @Override
  public Integer call() throws Exception {
    RoleKeys keys = new RoleKeys(SigningOptions.absolute(folders), passphrase.read());
    Draft draft = RepoSignCommand.read(file);
    Holdings holdings = new SignedRepository(repository, Instant.now()).accept(draft, keys);
    Map<String, Object> versions = new LinkedHashMap<>();
    for (Draft.Document each : draft.documents()) {
      versions.put(each.role(), holdings.says(each.role()).version());
    }
    if (json) {
      print(Json.write(Json.object("accepted", versions)));
    } else {
      versions.forEach((role, version) -> printLine(role + " " + version + " is accepted"));
    }
    return ExitCode.DONE;
  }
}
