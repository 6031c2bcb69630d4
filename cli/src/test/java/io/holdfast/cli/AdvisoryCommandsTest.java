package io.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.release.json.Json;
import io.holdfast.release.json.JsonException;
import io.holdfast.release.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdvisoryCommandsTest {
  private static final Path MARCH =
      Path.of("../inventory/src/test/resources/advisories/cases/march-2024");

  private static final String BAD =
      "pkg:deb/debian/liblzma5@5.6.1-1?arch=amd64&distro=debian-13&upstream=xz-utils";
  private static final String OLD =
      "pkg:deb/debian/liblzma5@5.4.1-0.2?arch=amd64&distro=debian-12&upstream=xz-utils";
  private static final String FIXED =
      "pkg:deb/debian/liblzma5@5.8.1-1?arch=amd64&distro=debian-13&upstream=xz-utils";
  private static final String NAMELESS =
      "pkg:deb/debian/liblzma5@5.6.1-1?arch=amd64&upstream=xz-utils";

  @TempDir Path folder;
  private Path store = Path.of("");

  @BeforeEach
  void the_records_of_the_back_door() {
    store = folder.resolve("store");
    CommandRun run = CommandRun.of("advisory", "import", MARCH, "--store", store);
    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(run.output()).startsWith("4 imported into " + store + ", 0 there already");
  }

  @Test
  void what_is_imported_again_is_there_already_and_what_is_none_is_named() throws Exception {
    Path none = Files.writeString(folder.resolve("none.json"), "{}");
    CommandRun run = CommandRun.of("advisory", "import", MARCH, none, "--store", store, "--json");
    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(run.errors()).contains(none + ": It is no advisory: it has neither");
    List<JsonObject> documents = json(run).objects("documents", 9);
    assertThat(documents).hasSize(5);
    assertThat(documents.getFirst().string("fate")).isEqualTo("known");
    assertThat(documents.getLast().string("fate")).isEqualTo("refused");
  }

  @Test
  void problems_are_listed_with_their_records() throws Exception {
    CommandRun run = CommandRun.of("advisory", "list", "--store", store);
    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(run.output())
        .startsWith("CVE-2024-3094")
        .contains(
            "DEBIAN-CVE-2024-3094 (OSV, DEBIAN): xz-utils of Debian 13, xz-utils of Debian 14")
        .contains(
            "CVE-2024-3094 (CSAF, SUSE Product Security Team): liblzma5 of openSUSE tumbleweed")
        .contains("GHSA-rxwq-x6h5-x02r (OSV, GHSA): no package");
    CommandRun one =
        CommandRun.of("advisory", "list", "ghsa-rxwq-x6h5-x02r", "--store", store, "--json");
    assertThat(json(one).objects("issues", 1).getFirst().objects("records", 9)).hasSize(4);
    CommandRun none = CommandRun.of("advisory", "list", "CVE-1999-1", "--store", store);
    assertThat(none.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(none.output()).isEqualTo("No advisory in " + store + " is of CVE-1999-1.\n");
  }

  @Test
  void an_inventory_is_matched_by_version_and_told_apart_from_matches_by_name() throws Exception {
    Path inventory = inventory("edge.cdx.json", BAD, OLD, FIXED, NAMELESS);
    CommandRun run = CommandRun.of("advisory", "match", inventory, "--store", store);
    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(run.output())
        .isEqualTo(
            """
            %s: 4 packages, 1 affected, 1 by name only
              CVE-2024-3094: affected: liblzma5 5.6.1-1 (xz-utils) of Debian 13
                DEBIAN-CVE-2024-3094: it is in the range from 0 to before 5.6.1+really5.4.5-1
              CVE-2024-3094: by name only: liblzma5 5.6.1-1 (xz-utils) of Debian
                DEBIAN-CVE-2024-3094: the release of Debian is not known; if it is meant, it is in\
             the range from 0 to before 5.6.1+really5.4.5-1
            """
                .formatted(inventory));
    JsonObject all =
        json(CommandRun.of("advisory", "match", inventory, "--store", store, "--all", "--json"))
            .objects("inventories", 1)
            .getFirst();
    assertThat(all.objects("matches", 9)).hasSize(4);
    assertThat(all.objects("matches", 9).getLast().objects("records", 9).getFirst().string("words"))
        .isIn("it is fixed in 5.6.1+really5.4.5-1", "it speaks of Debian 13, Debian 14 alone");
    CommandRun other =
        CommandRun.of("advisory", "match", inventory, "--store", store, "--id", "CVE-1999-1");
    assertThat(other.output()).contains("0 affected, 0 by name only");
  }

  @Test
  void what_is_no_inventory_is_said_so() throws IOException {
    Path none = Files.writeString(folder.resolve("none.json"), "{\"components\": [1]}");
    CommandRun run = CommandRun.of("advisory", "match", none, "--store", store);
    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(run.errors()).contains("The inventory cannot be used: a component is no object");
  }

  @Test
  void an_own_record_excuses_a_package_and_both_are_shown() throws IOException {
    Path own = folder.resolve("own.json");
    CommandRun made =
        CommandRun.of(
            "advisory",
            "new",
            "EDGE-1",
            "--about",
            "CVE-2024-3094",
            "--summary",
            "never started",
            "--package",
            "Debian:13/xz-utils",
            "--version",
            "5.6.1-1",
            "--not-affected",
            "vulnerable_code_not_in_execute_path",
            "--to",
            own);
    assertThat(made.errors()).isEmpty();
    assertThat(made.exitCode()).isEqualTo(ExitCode.DONE);
    CommandRun.of("advisory", "import", own, "--store", store);
    CommandRun run = CommandRun.of("advisory", "match", inventory("i.json", BAD), "--store", store);
    assertThat(run.output())
        .contains("CVE-2024-3094: not affected: liblzma5 5.6.1-1 (xz-utils) of Debian 13")
        .contains("EDGE-1: vulnerable_code_not_in_execute_path: never started\n")
        .contains(
            "DEBIAN-CVE-2024-3094: it is in the range from 0 to before"
                + " 5.6.1+really5.4.5-1, which does not count here\n");
    assertThat(
            CommandRun.of(
                    "advisory", "new", "X-1", "--summary", "s", "--release", "edge 1", "--to", own)
                .exitCode())
        .as("never over another file")
        .isEqualTo(ExitCode.REFUSED);
  }

  @Test
  void an_own_record_with_a_wrong_package_or_of_nothing_is_refused() {
    Path to = folder.resolve("to.json");
    CommandRun wrong =
        CommandRun.of("advisory", "new", "X-1", "--summary", "s", "--package", "xz", "--to", to);
    assertThat(wrong.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(wrong.errors()).contains("write it as Debian:13/xz-utils");
    CommandRun nothing = CommandRun.of("advisory", "new", "X-1", "--summary", "s", "--to", to);
    assertThat(nothing.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(nothing.errors()).contains("speaks of nothing");
    assertThat(to).doesNotExist();
  }

  @Test
  void a_plan_is_made_from_inventories_and_what_nodes_hold() throws Exception {
    inventory("bad.cdx.json", BAD);
    inventory("fixed.cdx.json", FIXED);
    Path releases =
        Files.writeString(
            folder.resolve("releases.json"),
            """
            {"releases": [
              {"name": "edge", "version": "1.4.0", "manifest": "sha256:%1$s",
               "architecture": "x86-64", "inventory": "bad.cdx.json"},
              {"name": "edge", "version": "1.4.1", "manifest": "sha256:%2$s",
               "architecture": "x86-64", "inventory": "fixed.cdx.json"}]}
            """
                .formatted("a".repeat(64), "b".repeat(64)));
    Path nodes =
        Files.writeString(
            folder.resolve("nodes.json"),
            """
            {"nodes": [
              {"name": "n1", "site": "hall", "exposure": "public", "held": [
                {"place": "running", "name": "edge", "version": "1.4.0", "manifest": "sha256:%1$s"}]},
              {"name": "n2", "held": [
                {"place": "running", "name": "edge", "version": "1.4.1", "manifest": "sha256:%2$s"}]}]}
            """
                .formatted("a".repeat(64), "b".repeat(64)));
    Path page = folder.resolve("plan.html");
    CommandRun run =
        CommandRun.of(
            "advisory",
            "plan",
            "CVE-2024-3094",
            "--nodes",
            nodes,
            "--releases",
            releases,
            "--store",
            store,
            "--page",
            page);
    assertThat(run.errors()).isEmpty();
    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(run.output())
        .startsWith("CVE-2024-3094: 1 of 2 nodes are not clean")
        .contains("do     upgrade to edge 1.4.1")
        .contains("nodes  n1 at hall");
    assertThat(page).content().startsWith("<!DOCTYPE html>").contains("upgrade to edge 1.4.1");
    CommandRun strict =
        CommandRun.of(
            "advisory",
            "plan",
            "CVE-2024-3094",
            "--nodes",
            nodes,
            "--releases",
            releases,
            "--store",
            store,
            "--contain",
            "stop-network",
            "--json");
    assertThat(json(strict).number("not_clean", 0, 9)).isEqualTo(1);
    CommandRun wrong =
        CommandRun.of(
            "advisory",
            "plan",
            "CVE-2024-3094",
            "--nodes",
            releases,
            "--releases",
            releases,
            "--store",
            store);
    assertThat(wrong.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(wrong.errors()).contains(releases + " cannot be used: it has an unknown key");
  }

  /** As CycloneDX, with the package in the middle of what is passed over. */
  private Path inventory(String name, String... purls) throws IOException {
    StringBuilder components = new StringBuilder();
    for (String purl : purls) {
      components.append(
          "{\"type\": \"library\", \"name\": \"x\", \"hashes\": [{}], \"purl\": \"%s\","
                  .formatted(purl)
              + " \"components\": [{\"type\": \"file\", \"name\": \"/f\"}]},");
    }
    return Files.writeString(
        folder.resolve(name),
        """
        {"bomFormat": "CycloneDX", "specVersion": "1.6", "metadata": {"component": {"name": "e"}},
         "components": [%s {"type": "file", "name": "/etc/passwd"}]}
        """
            .formatted(components));
  }

  private static JsonObject json(CommandRun run) throws JsonException {
    return Json.parseObject(run.output().getBytes(StandardCharsets.UTF_8), 1 << 20);
  }
}
