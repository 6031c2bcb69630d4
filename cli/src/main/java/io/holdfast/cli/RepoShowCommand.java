package io.holdfast.cli;

import io.holdfast.release.admission.Statements;
import io.holdfast.release.admission.Withdrawn;
import io.holdfast.release.json.Json;
import io.holdfast.release.tuf.Metadata;
import io.holdfast.release.tuf.RoleKey;
import io.holdfast.release.tuf.Signers;
import io.holdfast.release.tuf.TargetFile;
import io.holdfast.release.tuf.Targets;
import io.holdfast.release.tuf.signing.Holdings;
import io.holdfast.release.tuf.signing.SignedRepository;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast repo show}. */
@Command(
    name = "show",
    description =
        "Shows what a repository vouches for, who signs, until when, and what is withdrawn.",
    footer = {"", "Example:", "  holdfast repo show repo --json"})
final class RepoShowCommand extends WorkstationCommand {
  @Parameters(paramLabel = "REPO", description = "The repository's folder.")
  private Path repository = Path.of("");

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    SignedRepository signed = new SignedRepository(repository, Instant.now());
    Holdings holdings = signed.holdings();
    Statements statements = signed.statements(holdings);
    if (json) {
      print(Json.write(json(holdings, statements)));
      return ExitCode.DONE;
    }
    for (String role : holdings.roles()) {
      Metadata says = holdings.says(role);
      printLine(
          role
              + " "
              + says.version()
              + ", until "
              + says.expires()
              + ", signed by "
              + DraftText.signers(holdings.signers(role)));
      if (says instanceof Targets targets) {
        targets.targets().keySet().stream().sorted().forEach(path -> printLine("  " + path));
      }
    }
    for (Withdrawn each : statements.withdrawn()) {
      printLine("withdrawn: " + each + " (" + each.advisory() + "): " + each.reason());
    }
    new TreeMap<>(statements.floors())
        .forEach((name, version) -> printLine("floor: " + name + " " + version));
    return ExitCode.DONE;
  }

  private static Map<String, Object> json(Holdings holdings, Statements statements) {
    List<Object> roles = new ArrayList<>();
    for (String role : holdings.roles()) {
      Metadata says = holdings.says(role);
      Map<String, Object> of =
          Json.object(
              "role", role, "version", says.version(), "expires", says.expires().toString());
      of.putAll(json(holdings.signers(role)));
      if (says instanceof Targets targets) {
        of.put("targets", targets(targets));
      }
      roles.add(of);
    }
    List<Object> withdrawn = new ArrayList<>();
    for (Withdrawn each : statements.withdrawn()) {
      withdrawn.add(
          Json.object(
              "what",
              each.toString(),
              "manifest",
              each.manifest().toString(),
              "advisory",
              each.advisory(),
              "reason",
              each.reason()));
    }
    Map<String, Object> floors = new TreeMap<>();
    statements.floors().forEach((name, version) -> floors.put(name, version.text()));
    return Json.object(
        "root",
        holdings.trusted().root().version(),
        "roles",
        roles,
        "withdrawn",
        withdrawn,
        "floors",
        floors);
  }

  /** Who signs. */
  static Map<String, Object> json(Signers signers) {
    return Json.object(
        "threshold",
        signers.threshold(),
        "keys",
        signers.keys().stream().map(RoleKey::id).sorted().toList());
  }

  private static List<Object> targets(Targets said) {
    List<Object> targets = new ArrayList<>();
    for (TargetFile target : said.targets().values()) {
      targets.add(Json.object("target", target.path(), "sha256", target.hashes().prefix()));
    }
    return targets;
  }
}
