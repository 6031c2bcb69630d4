package io.holdfast.cli.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.cli.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeCommandTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "status",
        "health",
        "history",
        "evidence",
        "upgrade",
        "revert",
        "allow",
        "commit",
        "queue",
        "queue drop",
        "queue take",
        "recover",
        "config",
        "config apply",
        "config sources",
        "extension",
        "extension list",
        "extension add",
        "extension remove",
        "reset"
      })
  void every_command_tells_its_help_with_an_example_of_itself(String command) {
    Run run = run((command + " --help").split(" "));
    assertThat(run.exitCode).isEqualTo(ExitCode.DONE);
    assertThat(run.output).containsPattern("Examples?:\\R(.*\\R)*.*holdfast " + command);
    assertThat(run.errors).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status",
        "status --json",
        "history",
        "upgrade --from /nowhere",
        "revert --no-reboot",
        "allow 3f2a90c1d4e5 --json",
        "revert --json",
        "upgrade --from /nowhere --json",
        "content apply rules --from /nowhere --json",
        "content revert rules --json",
        "content hold rules --json",
        "commit --json",
        "queue --json",
        "queue drop rules",
        "queue take",
        "upgrade --recovery --from /nowhere --json",
        "follow --from /nowhere --json",
        "recover",
        "extension list --json",
        "config apply --from /nowhere --json",
        "extension add driver --from /nowhere --json",
        "extension remove driver",
        "reset --dry-run"
      })
  void off_a_node_every_command_says_so_and_fails(String words) {
    Run run = run(words.split(" "));
    assertThat(run.exitCode).isEqualTo(ExitCode.FAILED);
    assertThat(run.output).isEmpty();
    assertThat(run.errors).contains("no Holdfast node").doesNotContain("Exception");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "stats",
        "upgrade",
        "upgrade --recovery",
        "upgrade --recovery --from /nowhere --version 1.2.0",
        "upgrade --recovery --from /nowhere --no-reboot",
        "queue drop",
        "commit 3",
        "evidence --export",
        "config apply",
        "extension add driver",
        "extension remove",
        "revert --to soon",
        "reset --now"
      })
  void a_wrong_command_line_is_exit_code_2(String words) {
    Run run = run(words.split(" "));
    assertThat(run.exitCode).isEqualTo(ExitCode.USAGE);
    assertThat(run.output).isEmpty();
    assertThat(run.errors).isNotBlank();
  }

  @Test
  void what_has_not_been_looked_at_yet_is_told() {
    Run run = run("health");
    assertThat(run.exitCode).isEqualTo(ExitCode.FAILED);
    assertThat(run.errors).startsWith("holdfast: ");
  }

  private record Run(int exitCode, String output, String errors) {}

  private static Run run(String... words) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
    try {
      int exitCode = NodeCommand.parse(words);
      return new Run(
          exitCode,
          output.toString(StandardCharsets.UTF_8),
          errors.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }
}
