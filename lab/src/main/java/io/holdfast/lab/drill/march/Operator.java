package io.holdfast.lab.drill.march;

import io.holdfast.inventory.advisory.Issue;
import io.holdfast.inventory.advisory.store.AdvisoryStore;
import io.holdfast.inventory.index.Carrier;
import io.holdfast.inventory.index.Fleet;
import io.holdfast.inventory.index.IndexPlace;
import io.holdfast.inventory.index.KeptIndex;
import io.holdfast.inventory.plan.Containment;
import io.holdfast.inventory.plan.HoldingNode;
import io.holdfast.inventory.plan.Plan;
import io.holdfast.inventory.statement.Exposure;
import io.holdfast.inventory.statement.StatementKeys;
import io.holdfast.lab.drill.march.March2024.Built;
import io.holdfast.lab.drill.prepare.DrillResource;
import io.holdfast.release.admission.NotAdmittedException;
import io.holdfast.release.admission.Statements;
import io.holdfast.release.admission.Withdrawn;
import io.holdfast.release.json.JsonException;
import io.holdfast.release.manifest.ManifestException;
import io.holdfast.release.manifest.ReleaseRef;
import io.holdfast.release.repository.ReleaseEntry;
import io.holdfast.release.repository.Repository;
import io.holdfast.release.trust.UntrustedException;
import io.holdfast.release.tuf.MetadataRefusedException;
import io.holdfast.release.tuf.signing.RoleKeys;
import io.holdfast.release.tuf.signing.SignedRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Whoever answers the incident: has the repository and its keys, the advisories, and the index of
 * who carries what. It does what the commands of the same names do. For one thread.
 *
 * @param repository a folder
 * @param keys of its roles
 * @param folder for all else
 * @param exposures of the nodes, by name, as the operator knows them
 */
record Operator(Path repository, RoleKeys keys, Path folder, Map<String, Exposure> exposures) {
  private static final String RECORD = "DEBIAN-CVE-2024-3094.json";

  /** What the fleet and the releases are when one record is asked about. */
  record Picture(List<String> releases, Fleet fleet) {}

  /** Takes the inventories of all releases into the index. */
  void index() throws IOException {
    try (KeptIndex index = open()) {
      Repository from = Repository.at(repository.toString());
      for (ReleaseEntry entry : from.list()) {
        ReleaseRef release =
            new ReleaseRef(
                entry.name(),
                entry.version(),
                from.manifest(entry.name(), entry.version()).digest());
        index.addRelease(repository.toString(), release, Operator::ignore);
      }
    } catch (ManifestException e) {
      throw new IOException("The releases cannot be indexed: " + e.getMessage(), e);
    }
  }

  /** Takes in what nodes said, each having signed it. */
  void hear(String round, Map<String, String> statements, Map<String, String> publicKeys)
      throws IOException {
    Path said = Files.createDirectories(folder.resolve("statements"));
    Path known = Files.createDirectories(folder.resolve("node-keys"));
    for (Map.Entry<String, String> key : publicKeys.entrySet()) {
      Files.writeString(known.resolve(key.getKey() + ".pub"), key.getValue());
    }
    try (KeptIndex index = open()) {
      for (Map.Entry<String, String> statement : statements.entrySet()) {
        Path file =
            Files.writeString(
                said.resolve(statement.getKey() + "-" + round + ".json"), statement.getValue());
        index.addNodes(file, new StatementKeys(known), Operator::ignore);
      }
    } catch (UntrustedException | JsonException e) {
      throw new IOException("What a node said cannot be believed: " + e.getMessage(), e);
    }
  }

  /** Imports the public record of the problem. */
  void importAdvisory() throws IOException {
    Path file = folder.resolve(RECORD);
    Files.writeString(file, DrillResource.text("march/" + RECORD));
    store().add(file);
  }

  /** Which releases are affected, and what the nodes have. */
  Picture look() throws IOException {
    Issue issue = issue();
    try (KeptIndex index = open()) {
      List<String> affected =
          index.use(each -> each.ask(issue), Operator::ignore).affected().carriers().stream()
              .map(Carrier::subject)
              .map(subject -> subject.name() + " " + subject.version())
              .toList();
      return new Picture(affected, index.use(each -> each.fleet(issue), Operator::ignore));
    }
  }

  /** Withdraws a release. */
  void withdraw(Built release, String reason, String advisory)
      throws IOException, MetadataRefusedException, NotAdmittedException {
    Instant now = Instant.now();
    Withdrawn withdrawn =
        new Withdrawn(
            Withdrawn.Kind.RELEASE,
            release.name().text(),
            release.version(),
            Repository.at(repository.toString())
                .manifest(release.name(), release.version())
                .digest(),
            reason,
            advisory,
            now);
    new SignedRepository(repository, now).withdraw(withdrawn, keys);
  }

  /**
   * Vouches for a release.
   *
   * @throws NotAdmittedException if it is withdrawn
   */
  void publish(Built release) throws IOException, MetadataRefusedException, NotAdmittedException {
    new SignedRepository(repository, Instant.now())
        .publish(release.name(), release.version(), false, keys);
  }

  /** The way of each node off what is affected or withdrawn. */
  Plan plan() throws IOException, MetadataRefusedException {
    SignedRepository signed = new SignedRepository(repository, Instant.now());
    Statements said = signed.statements(signed.holdings());
    Fleet fleet = look().fleet();
    List<HoldingNode> nodes = new ArrayList<>();
    for (HoldingNode each : fleet.nodes()) {
      nodes.add(
          new HoldingNode(
              each.name(),
              each.site(),
              exposures.getOrDefault(each.name(), each.exposure()),
              each.held(),
              each.barred()));
    }
    return Plan.of(March2024.ADVISORY, nodes, fleet.catalogue(said), Containment.KEEP);
  }

  /** Names, sorted, for people. */
  static String names(List<String> all) {
    return new TreeSet<>(all).stream().collect(Collectors.joining(", "));
  }

  private Issue issue() throws IOException {
    return Issue.of(March2024.ADVISORY, store().records());
  }

  private AdvisoryStore store() {
    return new AdvisoryStore(folder.resolve("advisories"));
  }

  private KeptIndex open() throws IOException {
    return KeptIndex.open(new IndexPlace.Folder(folder.resolve("index")), Operator::ignore);
  }

  /** An index that had to be made again is as good as the one before. */
  private static void ignore(String told) {}
}
