package io.holdfast.inventory.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.inventory.Component;
import io.holdfast.inventory.DebianPostgres;
import io.holdfast.inventory.FileEntry;
import io.holdfast.inventory.Inventory;
import io.holdfast.inventory.Samples;
import io.holdfast.inventory.advisory.Advisory;
import io.holdfast.inventory.advisory.Issue;
import io.holdfast.inventory.advisory.format.AdvisoryReader;
import io.holdfast.inventory.query.Query;
import io.holdfast.inventory.statement.Exposure;
import io.holdfast.inventory.statement.NodeStatement;
import io.holdfast.inventory.statement.NodeStatement.Holding;
import io.holdfast.inventory.statement.Role;
import io.holdfast.release.Digest;
import io.holdfast.release.manifest.Architecture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is put in, in whatever order, an index on a server says what one in a file says. */
@Tag("tools")
class BothDatabasesTest {
  private static final int RELEASES = 12;
  private static final int NODES = 40;
  private static final List<Role> ROLES = List.of(Role.values());
  private static final List<Exposure> EXPOSURES = List.of(Exposure.values());

  private static final String RECORD =
      """
      {"schema_version": "1.6.0", "id": "EDGE-2024-1", "modified": "2024-03-30T00:00:00Z",
       "affected": [{"package": {"ecosystem": "Debian:13", "name": "src-p2"},
         "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "2"}]}]},
        {"package": {"ecosystem": "Debian:13", "name": "src-p4"},
         "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "3"}]}]}],
       "database_specific": {"holdfast": {"releases": ["edge 1.3", "edge 1.30"]}}}
      """;

  private static final List<String> QUESTIONS =
      List.of(
          "p1",
          "src-p2@>=2",
          "pkg:deb/debian/p3@1",
          "unheard-of",
          "/d/1/f2",
          "/d/x/f3",
          "/d/\u00e9\ud83d\ude00/same",
          Samples.file("/d/1/f2", "1").digest().hex(),
          Samples.file("/any", "same").digest().hex());

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void both_say_the_same_of_the_same_documents(long seed) throws Exception {
    List<Advisory> records = AdvisoryReader.read(RECORD.getBytes(StandardCharsets.UTF_8));
    Issue issue = Issue.of("EDGE-2024-1", records);
    List<String> ofFile = new ArrayList<>();
    List<String> ofServer = new ArrayList<>();
    try (CarrierIndex file = CarrierIndex.open(folder.resolve("index"))) {
      live(file, issue, new Random(seed), ofFile);
    }
    try (CarrierIndex server =
        CarrierIndex.open(DebianPostgres.running().emptyDatabase(), _ -> {})) {
      live(server, issue, new Random(seed), ofServer);
    }
    assertThat(ofServer).containsExactlyElementsOf(ofFile);
    assertThat(ofFile).anySatisfy(line -> assertThat(line).contains("AFFECTED", "NAME_ONLY"));
  }

  /** Imports and questions in a random order; all answers are written down. */
  private static void live(CarrierIndex index, Issue issue, Random random, List<String> said)
      throws IOException {
    List<Inventory> documents = new ArrayList<>();
    for (int i = 0; i < RELEASES; i++) {
      documents.add(inventory(i, random));
    }
    for (int step = 0; step < 60; step++) {
      int number = random.nextInt(RELEASES);
      switch (random.nextInt(4)) {
        case 0 -> said.add("new: " + index.add(documents.get(number)));
        case 1 ->
            said.add(
                "new release: "
                    + index.add(
                        new ReleaseDocument(
                            IndexCases.ref("1." + number),
                            Architecture.X86_64,
                            documents.get(number))));
        case 2 -> said.add("news: " + index.addNodes(statements(random)));
        default -> tell(index, issue, said);
      }
    }
    tell(index, issue, said);
  }

  private static void tell(CarrierIndex index, Issue issue, List<String> said) throws IOException {
    said.add(index.size().toString());
    for (String question : QUESTIONS) {
      tell(question, index, index.ask(Query.parse(question)), said);
    }
    ProblemAnswer answer = index.ask(issue);
    tell("affected", index, answer.affected(), said);
    tell("by name", index, answer.nameOnly(), said);
    Fleet fleet = index.fleet(issue);
    said.add(sorted(fleet.releases()));
    said.add(sorted(fleet.nodes().stream().map(BothDatabasesTest::words).toList()));
    said.add(sorted(fleet.unclear()));
  }

  private static String words(io.holdfast.inventory.plan.HoldingNode node) {
    return node.site() + node.name() + node.exposure() + node.held() + new TreeSet<>(node.barred());
  }

  private static void tell(String what, CarrierIndex index, Answer answer, List<String> said)
      throws IOException {
    said.add(what + " " + sorted(answer.carriers()) + " " + answer.nodes());
    said.add(sorted(answer.byRole().entrySet()));
    List<String> nodes = new ArrayList<>();
    index.nodes(answer, each -> nodes.add(each.toString()));
    said.add(sorted(nodes));
  }

  private static String sorted(Iterable<?> all) {
    List<String> words = new ArrayList<>();
    all.forEach(each -> words.add(each.toString()));
    words.sort(null);
    return words.toString();
  }

  private static List<NodeStatement> statements(Random random) {
    List<NodeStatement> statements = new ArrayList<>();
    for (int i = random.nextInt(25); i >= 0; i--) {
      List<Holding> holdings = new ArrayList<>();
      for (int h = random.nextInt(4); h > 0; h--) {
        // Some are of releases that no document tells of.
        String version = "1." + random.nextInt(RELEASES + 3);
        Role role = ROLES.get(random.nextInt(ROLES.size()));
        holdings.add(new Holding(role, IndexCases.ref(version)));
      }
      Set<Digest> barred =
          random.nextInt(3) == 0
              ? Set.of(Digest.of(new byte[] {(byte) random.nextInt(3)}))
              : Set.of();
      statements.add(
          new NodeStatement(
              "n" + random.nextInt(NODES),
              random.nextBoolean() ? "" : "s\u00fcd",
              random.nextInt(10),
              EXPOSURES.get(random.nextInt(EXPOSURES.size())),
              holdings,
              barred));
    }
    return statements;
  }

  /** Of what says of no distribution that it is from there, a program cannot tell what it is. */
  private static Component perhapsOfNoDistribution(Random random, Component component) {
    return random.nextInt(3) > 0
        ? component
        : new Component(
            component.kind(),
            component.ecosystem(),
            component.name(),
            component.version(),
            component.architecture(),
            component.origin(),
            component.licences(),
            component.source(),
            component.sourceVersion(),
            component.purl().replace("&distro=debian-13", ""),
            component.location(),
            component.files());
  }

  private static Inventory inventory(int number, Random random) {
    List<Component> components = new ArrayList<>();
    for (int p = 0; p < 6; p++) {
      if (random.nextBoolean()) {
        String version = Integer.toString(1 + random.nextInt(3));
        components.add(
            perhapsOfNoDistribution(
                random,
                Samples.deb(
                    "p" + p,
                    version,
                    Samples.file("/d/" + p + "/f2", version),
                    Samples.file("/d/" + p + "/same", "same"),
                    // Twice, with other bytes each time: the later counts.
                    Samples.file("/d/" + p + "/twice", "a"),
                    Samples.file("/d/" + p + "/twice", version),
                    Samples.file("/d/\u00e9\ud83d\ude00/same", "same"))));
      }
    }
    List<FileEntry> unowned = new ArrayList<>();
    for (int f = 0; f < 6; f++) {
      if (random.nextBoolean()) {
        unowned.add(Samples.file("/d/x/f" + f, Integer.toString(random.nextInt(3))));
      }
    }
    unowned.add(Samples.file("/at-the-top", Integer.toString(number)));
    return new Inventory(
        new Inventory.Subject(Inventory.Subject.Kind.RELEASE, "edge", "1." + number, number),
        components,
        unowned);
  }
}
