package io.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.release.json.Json;
import io.holdfast.release.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigCommandsTest {
  private static final int JSON_LIMIT = 100_000;

  @TempDir Path folder;

  @Test
  void a_good_file_is_exit_code_0_and_prints_nothing() throws IOException {
    CommandRun run = CommandRun.of("config", "check", file("a.yaml", "hostname: edge"));

    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(run.output()).isEmpty();
    assertThat(run.errors()).startsWith("1 file checked: 0 errors, 0 warnings, 0 unsupported");
  }

  @Test
  void mistakes_of_several_files_are_told_at_once_with_exit_code_1() throws IOException {
    Path one = file("a.yaml", "hostnam: edge\nusers: 5");
    Path other = file("b.yaml", "instal: {}");

    CommandRun run = CommandRun.of("config", "check", folder);

    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(run.output().lines())
        .containsExactly(
            one + ":2:1: error: unknown key 'hostnam'; did you mean 'hostname'?",
            one + ":3:8: error: 'users' must be a list or a mapping of keys, not text",
            other + ":2:1: error: unknown key 'instal'; did you mean 'install'?");
  }

  @Test
  void what_is_unsupported_fails_only_a_strict_check() throws IOException {
    Path file = file("a.yaml", "k3s: {enabled: true}");

    CommandRun run = CommandRun.of("config", "check", file);

    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(run.output()).startsWith(file + ":2:1: unsupported: 'k3s' ");
    assertThat(CommandRun.of("config", "check", "--strict", file).exitCode())
        .isEqualTo(ExitCode.FAILED);
  }

  @Test
  void findings_are_told_to_programs_in_one_object() throws Exception {
    Path file = file("a.yaml", "hostnam: edge");

    CommandRun run = CommandRun.of("config", "check", "--json", file);

    JsonObject object = json(run);
    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(object.number("errors", 0, 9)).isEqualTo(1);
    JsonObject finding = object.objects("findings", 9).getFirst();
    assertThat(finding.string("file")).isEqualTo(file.toString());
    assertThat(finding.string("severity")).isEqualTo("error");
    assertThat(finding.number("line", 1, 9)).isEqualTo(2);
  }

  @Test
  void a_value_is_explained_with_its_line_what_it_overrode_and_its_default() throws IOException {
    Path base = file("a.yaml", "install: {device: auto, bind_mounts: [/var/lib/a]}");
    Path node = file("b.yaml", "install: {device: /dev/sda, bind_mounts: [/var/lib/b]}");

    CommandRun run = CommandRun.of("config", "explain", folder);

    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(run.output().lines())
        .containsExactly(
            "install.device: /dev/sda  # " + node + ":2, over auto of " + base + ":2; default auto",
            "install.bind_mounts[0]: /var/lib/a  # " + base + ":2",
            "install.bind_mounts[1]: /var/lib/b  # " + node + ":2");
  }

  @Test
  void a_key_is_explained_with_what_it_means() throws IOException {
    Path file = file("a.yaml", "install: {device: /dev/sda}");

    assertThat(CommandRun.of("config", "explain", "install.device", file).output())
        .startsWith("# The disk, or `auto`")
        .endsWith("install.device: /dev/sda  # " + file + ":2; default auto\n");
    assertThat(CommandRun.of("config", "explain", "install.auto", file).output())
        .endsWith("install.auto is not set; default false\n");
    assertThat(CommandRun.of("config", "explain", "stages.boot.before[0].commands", file).output())
        .endsWith("stages.boot.before[0].commands is not set\n");
  }

  @Test
  void a_password_is_not_shown() throws IOException {
    Path file = file("a.yaml", "users: [{name: ops, passwd: tell-nobody}]");

    assertThat(CommandRun.of("config", "explain", file).output())
        .contains("users[0].passwd: (secret)")
        .doesNotContain("tell-nobody");
    assertThat(CommandRun.of("config", "explain", "--json", file).output())
        .contains("\"secret\"")
        .doesNotContain("tell-nobody");
  }

  @Test
  void nothing_is_explained_of_a_file_with_errors() throws IOException {
    CommandRun run = CommandRun.of("config", "explain", file("a.yaml", "hostnam: edge"));

    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(run.output()).isEmpty();
    assertThat(run.errors()).contains("did you mean 'hostname'?", "mended");
  }

  @Test
  void two_configurations_are_compared() throws Exception {
    Path old = file("old.yaml", "hostname: a\nruncmd: [one, two]\nname: x");
    Path now = file("new.yaml", "hostname: b\nruncmd: [one, new, two]");

    assertThat(CommandRun.of("config", "explain", "--diff", old, now).output().lines())
        .containsExactly(
            "~ hostname: a -> b  # " + now + ":2",
            "+ runcmd[1]: new  # " + now + ":3",
            "- name: x  # " + old + ":4");
    JsonObject object = json(CommandRun.of("config", "explain", "--diff", "--json", old, now));
    assertThat(object.objects("changes", 9)).hasSize(3);
  }

  @Test
  void the_schema_is_printed() {
    CommandRun run = CommandRun.of("config", "schema");

    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(run.output()).startsWith("{").contains("\"bind_mounts\"");
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), "#cloud-config\n" + text + "\n");
  }

  private static JsonObject json(CommandRun run) throws Exception {
    return Json.parseObject(run.output().getBytes(StandardCharsets.UTF_8), JSON_LIMIT);
  }
}
