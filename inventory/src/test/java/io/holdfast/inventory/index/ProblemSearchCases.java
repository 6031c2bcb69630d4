package io.holdfast.inventory.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.inventory.Component;
import io.holdfast.inventory.Ecosystem;
import io.holdfast.inventory.Inventory;
import io.holdfast.inventory.Samples;
import io.holdfast.inventory.advisory.Advisory;
import io.holdfast.inventory.advisory.Issue;
import io.holdfast.inventory.advisory.format.AdvisoryReader;
import io.holdfast.inventory.plan.KnownRelease;
import io.holdfast.inventory.plan.Standing;
import io.holdfast.inventory.statement.Exposure;
import io.holdfast.inventory.statement.NodeStatement;
import io.holdfast.inventory.statement.NodeStatement.Holding;
import io.holdfast.inventory.statement.Role;
import io.holdfast.release.Digest;
import io.holdfast.release.Version;
import io.holdfast.release.manifest.Architecture;
import io.holdfast.release.manifest.ReleaseName;
import io.holdfast.release.manifest.ReleaseRef;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What any index says of a problem, wherever it is. */
abstract class ProblemSearchCases {
  /** Of Debian 13, xz-utils before 5.7; releases of one's own: bare 9. */
  private static final String RECORD =
      """
      {"schema_version": "1.6.0", "id": "EDGE-2024-1", "modified": "2024-03-30T00:00:00Z",
       "aliases": ["CVE-2024-3094"],
       "affected": [{"package": {"ecosystem": "Debian:13", "name": "xz-utils"},
         "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "5.7-1"}]}]}],
       "database_specific": {"holdfast": {"releases": ["bare 9"]}}}
      """;

  private static final Digest FAILED = Digest.of(new byte[] {9});

  /** A new one. */
  abstract CarrierIndex open() throws IOException;

  private Issue issue = new Issue(Set.of(), List.of());

  @BeforeEach
  void record() throws Exception {
    List<Advisory> records = AdvisoryReader.read(RECORD.getBytes(StandardCharsets.UTF_8));
    issue = Issue.of("cve-2024-3094", records);
  }

  @Test
  void releases_and_nodes_are_told_by_verdict_and_each_node_by_its_worst() throws Exception {
    try (CarrierIndex index = open()) {
      fill(index);
      ProblemAnswer answer = index.ask(issue);
      assertThat(answer.affected().carriers())
          .extracting(each -> each.subject().name() + " " + each.subject().version())
          .containsExactly("bare 9", "edge 1");
      assertThat(answer.affected().carriers().getLast().matches())
          .containsExactly("liblzma5 5.6.1-1");
      assertThat(answer.nameOnly().carriers())
          .extracting(each -> each.subject().version())
          .containsExactly("2");
      assertThat(answer.affected().byRole())
          .containsEntry(Role.RUNNING, 3L)
          .containsEntry(Role.RECOVERY, 1L);
      assertThat(answer.affected().nodes()).isEqualTo(4);
      assertThat(answer.nameOnly().nodes()).as("runs 2, and nothing that is affected").isEqualTo(1);
    }
  }

  @Test
  void a_fleet_is_judged_as_its_documents_are() throws Exception {
    try (CarrierIndex index = open()) {
      fill(index);
      Fleet fleet = index.fleet(issue);
      assertThat(fleet.releases())
          .extracting(
              each ->
                  each.release().name()
                      + " "
                      + each.release().version()
                      + " "
                      + each.standing()
                      + " "
                      + each.architecture())
          .containsExactlyInAnyOrder(
              "edge 1 AFFECTED x86-64",
              "edge 2 NAME_ONLY x86-64",
              "edge 3 UNAFFECTED x86-64",
              "bare 9 AFFECTED null",
              "bare 8 UNKNOWN null");
      assertThat(fleet.nodes())
          .filteredOn(each -> each.name().equals("worst"))
          .singleElement()
          .satisfies(
              node -> {
                assertThat(node.exposure()).isEqualTo(Exposure.PUBLIC);
                assertThat(node.barred()).containsExactly(FAILED);
                assertThat(node.running()).isEqualTo(ref("edge", "2"));
                assertThat(node.held()).hasSize(2);
              });
      assertThat(fleet.nodes())
          .filteredOn(each -> each.name().startsWith("bad"))
          .extracting(each -> each.name() + " " + each.barred().size())
          .containsExactlyInAnyOrder("bad 0", "bad-too 1");
      assertThat(fleet.unclear()).containsExactly("site/silent");
      List<Inventory> documents = documents();
      assertThat(ProblemAnswer.of(issue, documents).affected().carriers()).hasSize(1);
      assertThat(ProblemAnswer.of(issue, documents).nameOnly().carriers()).hasSize(1);
    }
  }

  @Test
  void two_manifests_with_one_inventory_are_both_found() throws Exception {
    try (CarrierIndex index = open()) {
      Inventory same = inventory("1", "5.6.1-1", "&distro=debian-13");
      ReleaseRef again =
          new ReleaseRef(new ReleaseName("edge"), new Version("1"), Digest.of(new byte[] {1}));
      assertThat(index.add(new ReleaseDocument(ref("edge", "1"), Architecture.X86_64, same)))
          .isTrue();
      assertThat(index.add(new ReleaseDocument(again, Architecture.X86_64, same))).isFalse();
      index.addNodes(
          List.of(
              new NodeStatement("a", "", 1, List.of(new Holding(Role.RUNNING, ref("edge", "1")))),
              new NodeStatement("b", "", 1, List.of(new Holding(Role.RUNNING, again)))));
      assertThat(index.ask(issue).affected().nodes()).isEqualTo(2);
      assertThat(index.fleet(issue).releases())
          .extracting(KnownRelease::standing)
          .containsOnly(Standing.AFFECTED);
    }
  }

  @Test
  void what_a_package_url_alone_calls_it_is_found() throws Exception {
    Component odd =
        new Component(
            Component.Kind.PACKAGE,
            Ecosystem.DEB,
            "lzma",
            "5.6.1-1",
            "",
            "",
            List.of(),
            "",
            "",
            "pkg:deb/debian/xz-utils@5.6.1-1?distro=debian-13",
            "",
            List.of());
    Inventory inventory = new Inventory(Samples.SUBJECT, List.of(odd), List.of());
    try (CarrierIndex index = open()) {
      index.add(inventory);
      assertThat(index.ask(issue).affected().carriers()).hasSize(1);
    }
    assertThat(ProblemAnswer.of(issue, List.of(inventory)).affected().carriers()).hasSize(1);
  }

  @Test
  void names_of_problems_are_told_from_those_of_packages() {
    for (String name :
        List.of(
            "CVE-2024-3094",
            "ghsa-rxwq-x6h5-x02r",
            "DSA-5649-1",
            "DEBIAN-CVE-2024-3094",
            "EDGE-2024-1",
            "SUSE-SU-2024:1234-1")) {
      assertThat(Issue.isName(name)).as(name).isTrue();
    }
    for (String name :
        List.of(
            "xz-utils", "liblzma5", "NetworkManager-1.2", "SDL2-devel", "gtk-3", "pkg:deb/a/b")) {
      assertThat(Issue.isName(name)).as(name).isFalse();
    }
  }

  private static List<Inventory> documents() {
    return List.of(
        inventory("1", "5.6.1-1", "&distro=debian-13"),
        inventory("2", "5.6.1-1", ""),
        inventory("3", "5.8.1-1", "&distro=debian-13"));
  }

  private static void fill(CarrierIndex index) throws Exception {
    for (Inventory each : documents()) {
      index.add(
          new ReleaseDocument(ref("edge", each.subject().version()), Architecture.X86_64, each));
    }
    List<NodeStatement> nodes = new ArrayList<>();
    nodes.add(node("bad", new Holding(Role.RUNNING, ref("edge", "1"))));
    nodes.add(
        new NodeStatement(
            "bad-too",
            "site",
            1,
            Exposure.UNKNOWN,
            List.of(new Holding(Role.RUNNING, ref("edge", "1"))),
            Set.of(FAILED)));
    nodes.add(node("own", new Holding(Role.RUNNING, ref("bare", "9"))));
    nodes.add(node("maybe", new Holding(Role.RUNNING, ref("edge", "2"))));
    nodes.add(node("clean", new Holding(Role.RUNNING, ref("edge", "3"))));
    nodes.add(node("unknown", new Holding(Role.RUNNING, ref("bare", "8"))));
    nodes.add(node("silent"));
    nodes.add(
        new NodeStatement(
            "worst",
            "site",
            1,
            Exposure.PUBLIC,
            List.of(
                new Holding(Role.RUNNING, ref("edge", "2")),
                new Holding(Role.RECOVERY, ref("edge", "1"))),
            Set.of(FAILED)));
    index.addNodes(nodes);
  }

  private static Inventory inventory(String version, String xz, String distro) {
    Component liblzma =
        new Component(
            Component.Kind.PACKAGE,
            Ecosystem.DEB,
            "liblzma5",
            xz,
            "amd64",
            "",
            List.of(),
            "xz-utils",
            xz,
            "pkg:deb/debian/liblzma5@" + xz + "?arch=amd64" + distro,
            "",
            List.of());
    return new Inventory(
        new Inventory.Subject(Inventory.Subject.Kind.RELEASE, "edge", version, 0),
        List.of(liblzma, Samples.deb("apt", "3.0.4")),
        List.of());
  }

  private static ReleaseRef ref(String name, String version) {
    return new ReleaseRef(
        new ReleaseName(name),
        new Version(version),
        Digest.of((name + version).getBytes(StandardCharsets.UTF_8)));
  }

  private static NodeStatement node(String name, Holding... holdings) {
    return new NodeStatement(name, "site", 1, List.of(holdings));
  }
}
