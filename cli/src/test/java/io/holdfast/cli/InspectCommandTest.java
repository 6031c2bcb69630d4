package io.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.image.keys.KeyFolder;
import io.holdfast.release.json.Json;
import io.holdfast.release.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What needs no outside tools: the rest is tried where they are. */
class InspectCommandTest {
  @TempDir Path folder;

  @Test
  void what_is_not_there_or_nothing_of_ours_is_said() throws Exception {
    CommandRun gone = CommandRun.of("inspect", folder.resolve("gone"));
    assertThat(gone.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(gone.errors()).contains("There is nothing at");
    Path letter = Files.writeString(folder.resolve("letter"), "Dear all");
    assertThat(CommandRun.of("inspect", letter).errors()).contains("is neither a repository");
  }

  @Test
  void a_manifest_without_a_signature_is_not_whole() throws Exception {
    Path file = Files.writeString(folder.resolve("edge-1.0.0.json"), "{\"format\": 1}");
    CommandRun run = CommandRun.of("inspect", file, "--json");
    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    JsonObject found = Json.parseObject(run.output().getBytes(StandardCharsets.UTF_8), 1 << 16);
    assertThat(found.string("kind")).isEqualTo("release");
    assertThat(found.flag("whole")).isFalse();
    assertThat(found.strings("problems", 9))
        .anyMatch(problem -> problem.contains("no signature beside it"))
        .anyMatch(problem -> problem.contains("The manifest cannot be used"));
  }

  @Test
  void an_inventory_is_counted_and_a_broken_one_is_not_whole() throws Exception {
    Path good =
        Files.writeString(
            folder.resolve("good.json"),
            """
            {"bomFormat": "CycloneDX", "specVersion": "1.6",
             "metadata": {"component": {"type": "firmware", "name": "edge", "version": "1.0"}},
             "components": [{"type": "library", "name": "xz-utils", "version": "5.4.1"}]}
            """);
    CommandRun run = CommandRun.of("inspect", good);
    assertThat(run.output()).contains("edge 1.0", "1 package", "whole");
    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    Path bad = Files.writeString(folder.resolve("bad.json"), "{\"bomFormat\": \"CycloneDX\"");
    assertThat(CommandRun.of("inspect", bad).exitCode()).isEqualTo(ExitCode.FAILED);
  }

  @Test
  void keys_for_firmware_are_made_of_a_key_folder_and_of_nothing_else() throws Exception {
    Path keys = folder.resolve("keys");
    KeyFolder.create(keys, null);
    Path enrol = folder.resolve("enrol");
    CommandRun made = CommandRun.of("keys", "secure-boot", "--keys", keys, "--to", enrol);
    assertThat(made.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(made.output()).contains("holdfast install --secure-boot");
    assertThat(enrol).isDirectoryContaining("glob:**.auth");
    CommandRun none =
        CommandRun.of("keys", "secure-boot", "--keys", folder.resolve("none"), "--to", enrol);
    assertThat(none.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(none.errors()).contains("Make one with 'holdfast keys new'");
  }
}
