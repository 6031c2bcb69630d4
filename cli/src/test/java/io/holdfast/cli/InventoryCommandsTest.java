package io.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.inventory.Component;
import io.holdfast.inventory.Ecosystem;
import io.holdfast.inventory.FileEntry;
import io.holdfast.inventory.Inventory;
import io.holdfast.inventory.document.CycloneDxWriter;
import io.holdfast.inventory.statement.NodeStatement;
import io.holdfast.inventory.statement.NodeStatement.Holding;
import io.holdfast.inventory.statement.Role;
import io.holdfast.release.Digest;
import io.holdfast.release.Version;
import io.holdfast.release.json.Json;
import io.holdfast.release.manifest.Architecture;
import io.holdfast.release.manifest.Manifest;
import io.holdfast.release.manifest.Part;
import io.holdfast.release.manifest.ReleaseName;
import io.holdfast.release.manifest.ReleaseRef;
import io.holdfast.release.repository.RepositoryWriter;
import io.holdfast.release.trust.Envelope;
import io.holdfast.release.trust.SigningKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InventoryCommandsTest {
  private static final SigningKey KEY = SigningKey.generate();

  @TempDir private Path folder;
  private Path good;
  private Path bad;

  @BeforeEach
  void inventories() throws IOException {
    good = document("1.0.0", "5.4.1-1");
    bad = document("1.1.0", "5.6.1-1");
  }

  @Test
  void what_is_in_a_file_is_shown_to_people_and_programs() throws Exception {
    CommandRun text = CommandRun.of("inventory", "show", good, "--files");
    assertThat(text.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(text.output())
        .contains("release edge 1.0.0: 1 components, 2 files, 1 of them of no package")
        .contains("liblzma5 5.4.1-1 amd64  from xz-utils 5.4.1-1")
        .contains("/usr/lib/liblzma.so.5")
        .contains("/etc/ho?sts")
        .doesNotContain("\u001b");
    CommandRun json = CommandRun.of("inventory", "show", good, "--json");
    assertThat(
            Json.parseObject(json.output().getBytes(StandardCharsets.UTF_8), 1 << 20)
                .objects("components", 1)
                .getFirst()
                .string("source"))
        .isEqualTo("xz-utils");
  }

  @Test
  void packages_are_told_as_spdx_on_request() {
    CommandRun run = CommandRun.of("inventory", "show", good, "--spdx");
    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(run.output())
        .contains("\"spdxVersion\" : \"SPDX-2.3\"")
        .contains("built from xz-utils 5.4.1-1");
    assertThat(CommandRun.of("inventory", "show", good, "--spdx", "--files").exitCode())
        .isEqualTo(ExitCode.USAGE);
  }

  @Test
  void a_difference_is_told_as_release_notes() {
    assertThat(CommandRun.of("inventory", "diff", good, bad).output())
        .contains("edge 1.1.0, changes since edge 1.0.0")
        .contains("Changed (1):")
        .contains("  liblzma5 5.4.1-1 -> 5.6.1-1");
    assertThat(CommandRun.of("inventory", "diff", good, good).output())
        .contains("Nothing changed.");
    assertThat(CommandRun.of("inventory", "diff", good, bad, "--json").output())
        .contains("\"from\" : \"5.4.1-1\"");
  }

  @Test
  void what_carries_a_package_is_found_in_files() {
    CommandRun run =
        CommandRun.of("inventory", "find", "pkg:deb/debian/xz-utils@>=5.6.0,<5.6.2", good, bad);
    assertThat(run.output()).contains("edge 1.1.0: liblzma5 5.6.1-1").doesNotContain("edge 1.0.0");
    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
  }

  @Test
  void what_is_no_inventory_or_no_question_is_told() throws Exception {
    Path none = Files.writeString(folder.resolve("none"), "{}");
    CommandRun run = CommandRun.of("inventory", "show", none);
    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(run.errors()).contains("bomFormat");
    assertThat(CommandRun.of("inventory", "find", "pkg:npm/x", good).exitCode())
        .isEqualTo(ExitCode.USAGE);
    assertThat(CommandRun.of("inventory", "show", folder.resolve("gone")).exitCode())
        .isEqualTo(ExitCode.FAILED);
  }

  @Test
  void releases_and_nodes_are_indexed_and_found() throws Exception {
    Path repository = folder.resolve("repo");
    ReleaseRef release = publish(repository);
    Path index = folder.resolve("index");
    Path key = Files.writeString(folder.resolve("release.pub"), KEY.publicKey().toPem());
    CommandRun indexed =
        CommandRun.of("inventory", "index", "--from", repository, "--trust", key, "--index", index);
    assertThat(indexed.errors()).isEmpty();
    assertThat(indexed.output()).contains("1 added");
    NodeStatement node =
        new NodeStatement("edge-1", "north", 1, List.of(new Holding(Role.RECOVERY, release)));
    Path statement =
        Files.writeString(
            folder.resolve("statement"),
            Envelope.sign(NodeStatement.TYPE, node.bytes(), KEY).toJson());
    Path keys = Files.createDirectory(folder.resolve("keys"));
    assertThat(imported(statement, keys, index).exitCode()).isEqualTo(ExitCode.REFUSED);
    Files.writeString(keys.resolve("edge-1.pub"), KEY.publicKey().toPem());
    assertThat(imported(statement, keys, index).output()).contains("1 statements were news");
    CommandRun found =
        CommandRun.of("inventory", "find", "xz-utils@5.6.1-1", "--nodes", "--index", index);
    assertThat(found.output())
        .contains("edge 1.1.0: liblzma5 5.6.1-1")
        .contains("1 carry it; 1 nodes hold one of them.")
        .contains("1 nodes: recovery")
        .contains("north\tedge-1");
  }

  @Test
  void a_release_whose_signer_is_not_trusted_is_not_indexed() throws Exception {
    Path repository = folder.resolve("repo");
    publish(repository);
    Path other =
        Files.writeString(folder.resolve("other.pub"), SigningKey.generate().publicKey().toPem());
    Path index = folder.resolve("index");
    assertThat(
            CommandRun.of(
                    "inventory", "index", "--from", repository, "--trust", other, "--index", index)
                .exitCode())
        .isEqualTo(ExitCode.REFUSED);
    assertThat(
            CommandRun.of("inventory", "index", "--from", repository, "--index", index).exitCode())
        .isEqualTo(ExitCode.USAGE);
  }

  @Test
  void an_index_is_made_again_from_what_was_put_into_it() throws Exception {
    Path index = folder.resolve("index");
    CommandRun.of("inventory", "index", good, bad, "--index", index);
    assertThat(CommandRun.of("inventory", "index", "--rebuild", "--index", index).output())
        .contains("the index has 2 inventories");
    Files.delete(bad);
    CommandRun run = CommandRun.of("inventory", "index", "--rebuild", "--index", index, "--json");
    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(run.output()).contains("\"inventories\" : 1").contains(bad.toString());
    assertThat(run.errors()).contains("Left out: " + bad);
    assertThat(CommandRun.of("inventory", "index", good, "--rebuild").exitCode())
        .isEqualTo(ExitCode.USAGE);
    assertThat(CommandRun.of("inventory", "index", good, "--forget").exitCode())
        .isEqualTo(ExitCode.USAGE);
  }

  @Test
  void an_index_that_others_hold_ends_the_command_and_no_release_is_said_to_be_left_out()
      throws Exception {
    Path repository = folder.resolve("repo");
    publish(repository);
    Path index = folder.resolve("index");
    Path key = Files.writeString(folder.resolve("release.pub"), KEY.publicKey().toPem());
    CommandRun.of("inventory", "index", good, "--index", index);
    try (Connection other =
            DriverManager.getConnection("jdbc:sqlite:" + index.resolve("index.sqlite"));
        Statement statement = other.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      CommandRun run =
          CommandRun.of(
              "inventory", "index", "--from", repository, "--trust", key, "--index", index);
      assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
      assertThat(run.errors()).contains("cannot be used").doesNotContain("Left out");
      assertThat(run.output()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "inventory find liblzma5",
        "inventory index --rebuild",
        "inventory nodes import none --unverified",
        "inventory index none"
      })
  void a_server_that_is_not_there_is_told_without_the_password(String words) {
    List<Object> command = new ArrayList<>(List.of((Object[]) words.split(" ")));
    command.addAll(List.of("--index", "jdbc:postgresql://127.0.0.1:1/fleet?password=s3cret"));
    CommandRun run = CommandRun.of(command.toArray());
    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(run.errors())
        .contains("127.0.0.1:1/fleet on PostgreSQL cannot be reached")
        .doesNotContain("s3cret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://kim:s3cret@h/d",
        "postgresql://kim:s3cret@h/d",
        "jdbc:postgresql://h:99999/d?password=s3cret"
      })
  void an_address_with_a_password_that_is_none_is_refused_unseen(String address) {
    CommandRun run = CommandRun.of("inventory", "find", "a", "--index", address);
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.errors()).contains("PGPASSWORD").doesNotContain("s3cret");
  }

  private static CommandRun imported(Path statement, Path keys, Path index) {
    return CommandRun.of(
        "inventory", "nodes", "import", statement, "--keys", keys, "--index", index);
  }

  private ReleaseRef publish(Path repository) throws Exception {
    try (RepositoryWriter writer = RepositoryWriter.open(repository)) {
      List<Part> parts = new ArrayList<>();
      for (Part.Kind kind : Part.Kind.values()) {
        byte[] bytes =
            kind == Part.Kind.INVENTORY
                ? Files.readAllBytes(bad)
                : kind.name().getBytes(StandardCharsets.UTF_8);
        parts.add(writer.add(kind, new ByteArrayInputStream(bytes)));
      }
      return writer.publish(
          KEY.sign(
              new Manifest(
                  new ReleaseName("edge"),
                  new Version("1.1.0"),
                  Architecture.X86_64,
                  "nothing that boots",
                  Digest.of(new byte[0]),
                  parts)));
    }
  }

  private Path document(String version, String xz) throws IOException {
    Component liblzma =
        new Component(
            Component.Kind.PACKAGE,
            Ecosystem.DEB,
            "liblzma5",
            xz,
            "amd64",
            "Some One",
            List.of(),
            "xz-utils",
            xz,
            "pkg:deb/debian/liblzma5@" + xz + "?arch=amd64&distro=debian-13&upstream=xz-utils",
            "",
            List.of(new FileEntry("/usr/lib/liblzma.so.5", Digest.of(new byte[] {1}))));
    Inventory inventory =
        new Inventory(
            new Inventory.Subject(Inventory.Subject.Kind.RELEASE, "edge", version, 0),
            List.of(liblzma),
            List.of(new FileEntry("/etc/ho\u001bsts", Digest.of(new byte[] {2}))));
    return Files.writeString(
        folder.resolve(version + ".cdx.json"), CycloneDxWriter.text(inventory));
  }
}
