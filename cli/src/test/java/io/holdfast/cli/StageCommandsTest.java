package io.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.release.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StageCommandsTest {
  @TempDir Path folder = Path.of("set by JUnit");
  private Path root = Path.of("set by prepare");
  private Path config = Path.of("set by prepare");

  @BeforeEach
  void prepare() throws IOException {
    root = Files.createDirectories(folder.resolve("root"));
    config = folder.resolve("c.yaml");
  }

  private CommandRun run(String text, Object... options) throws IOException {
    Files.writeString(config, text);
    Object[] words = new Object[6 + options.length];
    System.arraycopy(new Object[] {"stage", "run", "test", config, "--root", root}, 0, words, 0, 6);
    System.arraycopy(options, 0, words, 6, options.length);
    return CommandRun.of(words);
  }

  @Test
  void a_stage_is_run_and_run_again_changes_nothing() throws IOException {
    String text = "stages: {test: [{name: one, hostname: edge}]}\n";

    CommandRun first = run(text);
    CommandRun second = run(text);

    assertThat(first.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(first.output())
        .contains(config + ":1:17: test 'one': changed", "changed       set hostname edge")
        .endsWith("test: 1 step: 1 changed\n");
    assertThat(second.output()).contains("unchanged     set hostname edge");
    assertThat(root.resolve("etc/hostname")).hasContent("edge\n");
  }

  @Test
  void a_plan_says_what_would_change_and_changes_nothing() throws IOException {
    CommandRun plan =
        run("stages: {test: [{hostname: edge, if: 'exit 3', users: {a: {}}}]}\n", "--plan");

    assertThat(plan.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(plan.output())
        .contains("test: would change, if exit 3", "would change  set hostname edge");
    assertThat(root).isEmptyDirectory();
  }

  @Test
  void a_step_that_fails_is_exit_code_1_and_the_rest_is_done() throws Exception {
    CommandRun run =
        run(
            """
            k3s: {enabled: true}
            stages:
              test:
                - {required: true, modules: [x], hostname: edge}
                - {only_os: none, commands: [reboot]}
            """,
            "--json");

    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    byte[] bytes = run.output().getBytes(StandardCharsets.UTF_8);
    assertThat(Json.parseObject(bytes, bytes.length)).isNotNull();
    assertThat(run.output())
        .containsSubsequence(
            "\"failed\" : 1",
            "\"required\" : true",
            "\"result\" : \"failed\"",
            "\"action\" : \"set hostname edge\"",
            "\"result\" : \"changed\"",
            "\"action\" : \"load module x\"",
            "\"message\" : \"modules can be loaded only by the running system",
            "\"result\" : \"skipped\"",
            "\"message\" : \"the system's name does not match 'none'\"",
            "Holdfast does not support 'k3s' yet");
    assertThat(root.resolve("etc/hostname")).exists();
  }

  @Test
  void what_cannot_be_read_is_exit_code_2_and_nothing_is_done() throws IOException {
    CommandRun mistyped = run("stages: {test: [{hostname: edge}, {comands: [x]}]}\n");
    CommandRun missing =
        CommandRun.of("stage", "run", "test", folder.resolve("none.yaml"), "--root", root);
    CommandRun rootless =
        CommandRun.of("stage", "run", "test", config, "--root", folder.resolve("none"));

    assertThat(mistyped.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(mistyped.errors())
        .isEqualToIgnoringNewLines(
            config + ":1:36: unknown key 'comands'; did you mean 'commands'?");
    assertThat(missing.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(missing.errors()).contains("none.yaml:1:1: this file does not exist");
    assertThat(rootless.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(root).isEmptyDirectory();
  }

  @Test
  void a_stage_that_nothing_is_declared_for_is_done() throws IOException {
    CommandRun run = run("stages: {other: [{hostname: edge}]}\n");

    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(run.output()).isEqualTo("no step is declared for test\n");
  }

  @Test
  void the_stages_of_a_node_are_listed_in_their_order() {
    CommandRun list = CommandRun.of("stage", "list");

    assertThat(list.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(list.output()).containsSubsequence("rootfs", "initramfs", "fs", "boot", "network");
    assertThat(CommandRun.of("stage", "list", "--json").output())
        .contains("\"stage\" : \"rootfs\"", "\"when\"");
  }
}
