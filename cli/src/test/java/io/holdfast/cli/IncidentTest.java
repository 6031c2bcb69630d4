package io.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.inventory.Component;
import io.holdfast.inventory.Ecosystem;
import io.holdfast.inventory.Inventory;
import io.holdfast.inventory.document.CycloneDxWriter;
import io.holdfast.inventory.statement.Exposure;
import io.holdfast.inventory.statement.NodeStatement;
import io.holdfast.inventory.statement.NodeStatement.Holding;
import io.holdfast.inventory.statement.Role;
import io.holdfast.release.Digest;
import io.holdfast.release.Version;
import io.holdfast.release.json.Json;
import io.holdfast.release.json.JsonObject;
import io.holdfast.release.manifest.Architecture;
import io.holdfast.release.manifest.Manifest;
import io.holdfast.release.manifest.Part;
import io.holdfast.release.manifest.ReleaseName;
import io.holdfast.release.manifest.ReleaseRef;
import io.holdfast.release.repository.RepositoryWriter;
import io.holdfast.release.trust.Envelope;
import io.holdfast.release.trust.SigningKey;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From inventories and statements of nodes to the page that says what is to be done with whom. */
class IncidentTest {
  private static final Path MARCH =
      Path.of("../inventory/src/test/resources/advisories/cases/march-2024");

  private static final SigningKey KEY = SigningKey.generate();

  @TempDir private Path folder;
  private Path repository = Path.of("");
  private Path index = Path.of("");
  private Path store = Path.of("");
  private ReleaseRef good = ref("1.0.0");
  private ReleaseRef bad = ref("1.1.0");
  private ReleaseRef newest = ref("1.3.0");

  @BeforeEach
  void a_fleet_with_the_back_door() throws Exception {
    repository = folder.resolve("repo");
    index = folder.resolve("index");
    store = folder.resolve("store");
    Path key = Files.writeString(folder.resolve("release.pub"), KEY.publicKey().toPem());
    good = publish("1.0.0", "5.4.1-0.2", "&distro=debian-12");
    bad = publish("1.1.0", "5.6.1-1", "&distro=debian-13");
    publish("1.2.0", "5.8.1-1", "&distro=debian-13");
    newest = publish("1.3.0", "5.8.1-1", "&distro=debian-13");
    ReleaseRef vague = publish("1.4.0", "5.6.1-1", "");
    done("inventory", "index", "--from", repository, "--trust", key, "--index", index);
    done("advisory", "import", MARCH, "--store", store);
    Path keys = Files.createDirectory(folder.resolve("nodes"));
    List<Path> statements =
        List.of(
            statement(keys, "gate", Exposure.PUBLIC, Set.of(), running(bad), older(good)),
            statement(keys, "desk", Exposure.INTERNAL, Set.of(newest.manifest()), running(bad)),
            statement(keys, "clean", Exposure.PUBLIC, Set.of(), running(good)),
            statement(keys, "vague", Exposure.UNKNOWN, Set.of(), running(vague)));
    for (Path each : statements) {
      done("inventory", "nodes", "import", each, "--keys", keys, "--index", index);
    }
  }

  @Test
  void who_is_affected_is_told_by_any_of_the_problems_names() throws Exception {
    for (String name : List.of("CVE-2024-3094", "ghsa-rxwq-x6h5-x02r", "DEBIAN-CVE-2024-3094")) {
      String found = done("inventory", "find", name, "--nodes", "--index", index, "--store", store);
      assertThat(found)
          .as(name)
          .isEqualTo(
              """
              affected:
              edge 1.1.0: liblzma5 5.6.1-1
              1 carry it; 2 nodes hold one of them.
                2 nodes: running
              by name only:
              edge 1.4.0: liblzma5 5.6.1-1
              1 carry it; 1 nodes hold one of them.
                1 nodes: running
              north\tgate\taffected
              north\tdesk\taffected
              north\tvague\tby name only
              """);
    }
    JsonObject json =
        json(
            done(
                "inventory",
                "find",
                "CVE-2024-3094",
                "--json",
                "--index",
                index,
                "--store",
                store));
    assertThat(json.object("affected").number("nodes", 0, 9)).isEqualTo(2);
    assertThat(json.object("nameOnly").objects("carriers", 9)).hasSize(1);
    CommandRun none =
        CommandRun.of("inventory", "find", "CVE-1999-1", "--index", index, "--store", store);
    assertThat(none.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(none.errors()).contains("Import its records with 'holdfast advisory import'");
  }

  @Test
  void the_plan_is_made_from_the_index_alone() throws Exception {
    Path page = folder.resolve("plan.html");
    String plan =
        done(
            "advisory",
            "plan",
            "CVE-2024-3094",
            "--index",
            index,
            "--store",
            store,
            "--page",
            page);
    assertThat(plan)
        .startsWith("CVE-2024-3094: 3 of 4 nodes are not clean")
        .contains("2 nodes, public")
        .containsPattern("do +upgrade to edge 1.2.0 .*\\n +nodes +gate at north, desk at north")
        .containsPattern("do +a person must look: .*\\n +nodes +vague at north");
    assertThat(page).content().contains("upgrade to edge 1.2.0").contains("gate at north");
  }

  @Test
  void the_plan_leads_to_nothing_that_signed_metadata_withdraws_or_has_a_floor_above()
      throws Exception {
    Path keys = folder.resolve("keys");
    done("repo", "init", repository, "--keys", keys);
    done("repo", "publish", repository, "edge", "--version", "1.3.0", "--keys", keys, "--floor");
    withdraw(keys, "1.0.0");
    Path root = repository.resolve("metadata/1.root.json");
    List<String> plan =
        List.of(
            "advisory",
            "plan",
            "CVE-2024-3094",
            "--index",
            index.toString(),
            "--store",
            store.toString(),
            "--from",
            repository.toString(),
            "--json");
    JsonObject first = json(done(with(plan, "--root", root.toString())));
    assertThat(first.number("not_clean", 0, 9)).isEqualTo(4);
    assertThat(first.objects("groups", 9))
        .extracting(each -> each.string("words"))
        .anyMatch(each -> each.startsWith("upgrade to edge 1.3.0"))
        .anyMatch(each -> each.startsWith("keep it running: no unaffected newer release"))
        .noneMatch(each -> each.contains("to edge 1.2.0") || each.contains("to edge 1.0.0"));
    withdraw(keys, "1.3.0");
    JsonObject second = json(done(with(plan, "--root", root.toString())));
    assertThat(second.objects("groups", 9))
        .extracting(each -> each.string("words"))
        .noneMatch(each -> each.startsWith("upgrade"));
    CommandRun alone = CommandRun.of(plan.toArray());
    assertThat(alone.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(alone.errors()).contains("--root FILE");
    Path timestamp = repository.resolve("metadata/timestamp.json");
    Files.writeString(
        timestamp,
        Files.readString(timestamp).replaceFirst("\"version\" *: *\\d+", "\"version\":99"));
    CommandRun forged = CommandRun.of(with(plan, "--root", root.toString()));
    assertThat(forged.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(forged.output()).isEmpty();
  }

  @Test
  void a_node_that_does_not_say_what_it_runs_is_named_and_the_plan_not_taken_for_whole()
      throws Exception {
    Path keys = folder.resolve("nodes");
    Path silent = statement(keys, "silent", Exposure.PUBLIC, Set.of());
    done("inventory", "nodes", "import", silent, "--keys", keys, "--index", index);
    CommandRun run =
        CommandRun.of("advisory", "plan", "CVE-2024-3094", "--index", index, "--store", store);
    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(run.errors()).contains("Left out: node north/silent");
    assertThat(run.output()).contains("3 of 4 nodes");
  }

  private void withdraw(Path keys, String version) {
    done(
        "repo",
        "withdraw",
        repository,
        "edge",
        "--version",
        version,
        "--keys",
        keys,
        "--advisory",
        "ADV-1",
        "--reason",
        "It is bad.");
  }

  private static Object[] with(List<String> words, String... more) {
    List<Object> all = new ArrayList<>(words);
    all.addAll(List.of(more));
    return all.toArray();
  }

  private static String done(Object... words) {
    CommandRun run = CommandRun.of(words);
    assertThat(run.exitCode()).as(run.errors()).isEqualTo(ExitCode.DONE);
    return run.output();
  }

  private static JsonObject json(String output) throws Exception {
    return Json.parseObject(output.getBytes(StandardCharsets.UTF_8), 1 << 20);
  }

  private static Holding running(ReleaseRef release) {
    return new Holding(Role.RUNNING, release);
  }

  private static Holding older(ReleaseRef release) {
    return new Holding(Role.OLDER, release);
  }

  private Path statement(
      Path keys, String node, Exposure exposure, Set<Digest> barred, Holding... holdings)
      throws Exception {
    SigningKey key = SigningKey.generate();
    Files.writeString(keys.resolve(node + ".pub"), key.publicKey().toPem());
    NodeStatement statement =
        new NodeStatement(node, "north", 1, exposure, List.of(holdings), barred);
    return Files.writeString(
        folder.resolve(node + ".json"),
        Envelope.sign(NodeStatement.TYPE, statement.bytes(), key).toJson());
  }

  private static ReleaseRef ref(String version) {
    return new ReleaseRef(new ReleaseName("edge"), new Version(version), Digest.of(new byte[] {0}));
  }

  private ReleaseRef publish(String version, String xz, String distro) throws Exception {
    byte[] inventory =
        CycloneDxWriter.text(inventory(version, xz, distro)).getBytes(StandardCharsets.UTF_8);
    try (RepositoryWriter writer = RepositoryWriter.open(repository)) {
      List<Part> parts = new ArrayList<>();
      for (Part.Kind kind : Part.Kind.values()) {
        byte[] bytes =
            kind == Part.Kind.INVENTORY
                ? inventory
                : (kind.name() + version).getBytes(StandardCharsets.UTF_8);
        parts.add(writer.add(kind, new ByteArrayInputStream(bytes)));
      }
      return writer.publish(
          KEY.sign(
              new Manifest(
                  new ReleaseName("edge"),
                  new Version(version),
                  Architecture.X86_64,
                  "nothing that boots",
                  Digest.of(new byte[0]),
                  parts)));
    }
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
        List.of(liblzma),
        List.of());
  }
}
