package io.holdfast.node.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.config.health.HealthCheck;
import io.holdfast.config.health.HealthCheck.Level;
import io.holdfast.node.evidence.Culprit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GreenbootFoldersTest {
  @TempDir Path usr;
  @TempDir Path etc;

  @Test
  void required_checks_come_first_and_each_folder_runs_in_the_order_of_names() throws IOException {
    script(etc, "required.d/20_b.sh", "exit 0", false);
    script(etc, "required.d/10_a.sh", "exit 0", true);
    script(usr, "required.d/99_z.sh", "exit 0", true);
    script(usr, "wanted.d/01.sh", "exit 0", true);
    script(usr, "required.d/.hidden.sh", "exit 1", true);
    Files.createDirectories(etc.resolve("required.d/folder.sh"));

    List<Check> checks = GreenbootFolders.read(List.of(usr, etc), etc.resolve("greenboot.conf"));

    assertThat(checks)
        .extracting(Check::name)
        .containsExactly(
            usr + "/required.d/99_z.sh",
            etc + "/required.d/10_a.sh",
            etc + "/required.d/20_b.sh",
            usr + "/wanted.d/01.sh");
    assertThat(checks)
        .extracting(Check::level)
        .containsExactly(Level.REQUIRED, Level.REQUIRED, Level.REQUIRED, Level.WANTED);
    assertThat(checks).extracting(Check::queue).containsOnly("greenboot");
  }

  @Test
  void a_shell_script_is_run_by_bash_whatever_its_mode() throws Exception {
    script(etc, "required.d/bashism.sh", "[[ abc == a* ]] && echo seen >&2 && exit 3", false);

    assertThat(only().run())
        .isEqualTo(
            new CheckResult.Failed(
                Culprit.check(etc + "/required.d/bashism.sh"), "exit code 3\nseen"));
  }

  @Test
  void exit_code_0_is_healthy() throws Exception {
    script(etc, "required.d/good.sh", "echo fine", true);

    assertThat(only().run()).isEqualTo(new CheckResult.Passed());
  }

  @Test
  void another_executable_is_run_by_itself() throws Exception {
    script(etc, "required.d/probe", "exit 7", true);

    assertThat(only().level()).isEqualTo(Level.REQUIRED);
    assertThat(only().run())
        .isEqualTo(new CheckResult.Failed(Culprit.check(etc + "/required.d/probe"), "exit code 7"));
  }

  @Test
  void a_file_that_cannot_run_is_reported_and_decides_nothing() throws Exception {
    script(etc, "required.d/README", "exit 1", false);

    assertThat(only().level()).isEqualTo(Level.WANTED);
    assertThat(only().run())
        .isEqualTo(
            new CheckResult.Failed(
                Culprit.check(etc + "/required.d/README"),
                "it is not executable and so does not run; make it executable or remove it"));
  }

  @Test
  void an_executable_that_the_system_cannot_start_has_failed() throws Exception {
    Path file = Files.createDirectories(etc.resolve("required.d")).resolve("broken");
    Files.writeString(file, "#!/no/such/interpreter\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();

    assertThat(only().run()).isInstanceOf(CheckResult.Failed.class);
  }

  @Test
  void folders_that_are_not_there_hold_nothing() {
    assertThat(
            GreenbootFolders.read(
                List.of(etc.resolve("gone"), usr), etc.resolve("gone/greenboot.conf")))
        .isEmpty();
  }

  @Test
  void a_disabled_check_does_not_run_in_whichever_folder_it_lies() throws IOException {
    script(usr, "required.d/01_dns.sh", "exit 1", true);
    script(etc, "required.d/01_dns.sh", "exit 1", true);
    script(etc, "wanted.d/02_watchdog.sh", "exit 1", true);
    script(etc, "wanted.d/03_mine.sh", "exit 0", true);
    Files.writeString(
        etc.resolve("greenboot.conf"), "DISABLED_HEALTHCHECKS=(01_dns.sh '02_watchdog.sh')\n");

    assertThat(only().name()).isEqualTo(etc + "/wanted.d/03_mine.sh");
  }

  @Test
  void settings_that_only_a_shell_understands_disable_nothing_and_are_reported() throws Exception {
    script(etc, "required.d/01_dns.sh", "exit 0", true);
    Files.writeString(etc.resolve("greenboot.conf"), "\nDISABLED_HEALTHCHECKS=($(ls /))\n");

    List<Check> checks = GreenbootFolders.read(List.of(usr, etc), etc.resolve("greenboot.conf"));

    assertThat(checks)
        .extracting(Check::name)
        .containsExactly(etc + "/required.d/01_dns.sh", etc + "/greenboot.conf");
    assertThat(checks.getLast().level()).isEqualTo(Level.WANTED);
    assertThat(checks.getLast().run().toString()).contains("line 2", "no check is disabled");
  }

  @Test
  void a_check_that_prints_without_end_and_hangs_is_ended_and_its_last_words_are_kept()
      throws Exception {
    CheckResult result =
        CommandCheck.of(declared("sh", "-c", "i=0; while :; do echo noise $i; i=$((i+1)); done"))
            .run();

    assertThat(result).isInstanceOf(CheckResult.Failed.class);
    String output = ((CheckResult.Failed) result).output();
    assertThat(output).contains("noise");
    assertThat(output.getBytes(StandardCharsets.UTF_8))
        .hasSizeLessThanOrEqualTo(CheckResult.MAX_OUTPUT_BYTES);
  }

  @Test
  void control_characters_of_a_check_do_not_reach_a_terminal() throws Exception {
    CheckResult result =
        CommandCheck.of(declared("sh", "-c", "printf '\\033[2J\\377ok\\r\\n'; exit 1")).run();

    assertThat(((CheckResult.Failed) result).output()).isEqualTo("exit code 1\n�[2J�ok");
  }

  @Test
  void of_a_long_output_the_end_and_the_exit_code_are_kept() throws Exception {
    CheckResult result = CommandCheck.of(declared("sh", "-c", "seq 1 100000; exit 4")).run();

    String output = ((CheckResult.Failed) result).output();
    assertThat(output).startsWith("exit code 4\n…\n").endsWith("\n100000");
    assertThat(output.getBytes(StandardCharsets.UTF_8))
        .hasSizeBetween(4000, CheckResult.MAX_OUTPUT_BYTES);
  }

  private static HealthCheck declared(String... command) {
    return new HealthCheck(
        "db", Level.REQUIRED, List.of(command), Duration.ofSeconds(1), 0, Duration.ofSeconds(10));
  }

  private Check only() {
    List<Check> checks = GreenbootFolders.read(List.of(usr, etc), etc.resolve("greenboot.conf"));
    assertThat(checks).hasSize(1);
    return checks.getFirst();
  }

  private static void script(Path place, String name, String body, boolean executable)
      throws IOException {
    Path file = place.resolve(name);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    if (executable) {
      assertThat(file.toFile().setExecutable(true)).isTrue();
    }
  }
}
