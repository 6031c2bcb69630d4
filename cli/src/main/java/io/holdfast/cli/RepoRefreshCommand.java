package io.holdfast.cli;

import io.holdfast.release.json.Json;
import io.holdfast.release.tuf.signing.Draft;
import io.holdfast.release.tuf.signing.Holdings;
import io.holdfast.release.tuf.signing.SignedRepository;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast repo refresh}. */
@Command(
    name = "refresh",
    description = {
      "Signs the timestamp anew, so that it does not expire, and the snapshot when half of its life"
          + " is over. Once a week is enough.",
      "Roles that are named say the same again, for another year."
    },
    footer = {
      "",
      "Examples:",
      "  holdfast repo refresh repo --keys ~/keys",
      "  holdfast repo refresh repo root targets --keys /media/stick --keys ~/keys"
    })
final class RepoRefreshCommand extends WorkstationCommand {
  @Parameters(index = "0", paramLabel = "REPO", description = "The repository's folder.")
  private Path repository = Path.of("");

  @Parameters(index = "1..*", arity = "0..*", paramLabel = "ROLE", description = "See 'repo show'.")
  private List<String> roles = List.of();

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Mixin private final SigningOptions signing = new SigningOptions();

  @Override
  public Integer call() throws Exception {
    signing.demand();
    SignedRepository signed = new SignedRepository(repository, Instant.now());
    Draft left = signing.end(signed, signed.drafting().refresh(roles));
    if (left != null) {
      print(signing.text(left, repository, json));
      return ExitCode.DONE;
    }
    Holdings holdings = signed.holdings();
    Map<String, Object> until = new LinkedHashMap<>();
    for (String role : holdings.roles()) {
      until.put(role, holdings.says(role).expires().toString());
    }
    if (json) {
      print(Json.write(Json.object("until", until)));
    } else {
      until.forEach((role, when) -> printLine(role + " until " + when));
    }
    return ExitCode.DONE;
  }
}
