package io.holdfast.cli;

import io.holdfast.release.json.Json;
import io.holdfast.release.tuf.signing.Draft;
import io.holdfast.release.tuf.signing.Holdings;
import io.holdfast.release.tuf.signing.KeyCount;
import io.holdfast.release.tuf.signing.Rotation;
import io.holdfast.release.tuf.signing.SignedRepository;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast repo rotate}. */
@Command(
    name = "rotate",
    description = {
      "Exchanges the keys of roles for new ones, and signs with those what the roles say.",
      "Keys of root, targets, snapshot and timestamp are named by root, and the others by targets,"
          + " whose keys sign; a new root is signed by the root keys before and after."
    },
    footer = {
      "",
      "Examples:",
      "  holdfast repo rotate repo timestamp --keys /media/stick --keys ~/keys \\",
      "    --to ~/keys",
      "  holdfast repo rotate repo root --keys /media/stick --drop lost.pub",
      "  holdfast repo rotate repo releases --keys ~/keys --prepare change.json"
    })
final class RepoRotateCommand extends WorkstationCommand {
  @Parameters(index = "0", paramLabel = "REPO", description = "The repository's folder.")
  private Path repository = Path.of("");

  @Parameters(index = "1..*", arity = "1..*", paramLabel = "ROLE", description = "See 'repo show'.")
  private List<String> roles = List.of();

  @Option(
      names = "--drop",
      paramLabel = "KEY",
      description = {
        "Exchange this key alone, and let the role's others stay: its id, or how that begins, or"
            + " its .pub file; may be repeated."
      })
  private List<String> dropped = new ArrayList<>();

  @Option(
      names = "--add",
      paramLabel = "FILE",
      description = "A new key's .pub file, made elsewhere with 'keys role'; may be repeated.")
  private List<Path> added = new ArrayList<>();

  @Option(
      names = "--count",
      paramLabel = "N|M/N",
      description = "How many keys each has then, and how many must sign (default: as before).")
  private @Nullable KeyCount count;

  @Option(
      names = "--to",
      paramLabel = "FOLDER",
      description = "Where new keys are made (default: the first of --keys).")
  private @Nullable Path to;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Mixin private final SigningOptions signing = new SigningOptions();

  @Override
  public Integer call() throws Exception {
    signing.demand();
    if (roles.size() > 1 && !(dropped.isEmpty() && added.isEmpty())) {
      throw new IllegalArgumentException("--drop and --add are of one role: name one alone");
    }
    Rotation rotation =
        new Rotation(new LinkedHashSet<>(dropped), SigningOptions.publicKeys(added), count);
    Map<String, Rotation> rotations = new LinkedHashMap<>();
    roles.forEach(role -> rotations.put(role, rotation));
    SignedRepository signed = new SignedRepository(repository, Instant.now());
    Draft left = signing.end(signed, signed.drafting().rotate(rotations, () -> signing.made(to)));
    if (left != null) {
      print(signing.text(left, repository, json));
      return ExitCode.DONE;
    }
    Holdings holdings = signed.holdings();
    if (json) {
      Map<String, Object> signers = new LinkedHashMap<>();
      roles.forEach(role -> signers.put(role, RepoShowCommand.json(holdings.signers(role))));
      print(Json.write(Json.object("rotated", signers)));
    } else {
      for (String role : roles) {
        printLine(role + " is signed by " + DraftText.signers(holdings.signers(role)));
      }
      printLine("What the keys before sign counts no more for whoever sees this.");
    }
    return ExitCode.DONE;
  }
}
