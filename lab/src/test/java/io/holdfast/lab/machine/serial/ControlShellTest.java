package io.holdfast.lab.machine.serial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ControlShellTest {
  private static final Duration LONG = Duration.ofSeconds(10);
  private static final Duration SHORT = Duration.ofMillis(100);

  /** Against a real bash, which reads from a pipe where a machine's reads from a terminal. */
  @Nested
  final class With_a_bash {
    private Process bash = nothing();
    private ControlShell shell = new ControlShell(ofNothing(), new SplittableRandom(1));

    @BeforeEach
    void start() throws Exception {
      bash = new ProcessBuilder("bash", "--norc").redirectErrorStream(true).start();
      shell =
          new ControlShell(
              new FakeLine(bash.getInputStream(), bash.getOutputStream()), new SplittableRandom(1));
      shell.waitForShell(LONG);
    }

    @AfterEach
    void end() {
      bash.descendants().forEach(ProcessHandle::destroyForcibly);
      bash.destroyForcibly();
      shell.close();
    }

    @Test
    void output_and_exit_code_come_back() throws Exception {
      assertThat(shell.run("echo to stdout; echo to stderr >&2; exit 3", LONG))
          .isEqualTo(new ControlShell.Result(3, "to stdout\nto stderr\n"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "no line end",
          "\n",
          "\n\n",
          " blanks \t",
          "it's \"$quoted\" \\n `x`",
          "ümläut ●"
        })
    void output_comes_back_byte_for_byte(String words) throws Exception {
      String quoted = "'" + words.replace("'", "'\\''") + "'";
      assertThat(shell.check("printf %s " + quoted, LONG)).isEqualTo(words);
    }

    @Test
    void a_script_longer_than_a_terminal_line_arrives_whole() throws Exception {
      String text = "0123456789abcdef\n".repeat(2000);
      assertThat(shell.check("cat <<'END'\n" + text + "END\n", LONG)).isEqualTo(text);
    }

    @Test
    void commands_leave_nothing_behind_for_the_next_one() throws Exception {
      String before = shell.check("pwd", LONG);
      shell.run("cd /usr; x=1; set -e; trap 'exit 9' EXIT; exec >/dev/null; false", LONG);
      assertThat(shell.check("pwd; false; echo \"[$x]\"", LONG)).isEqualTo(before + "[]\n");
    }

    @Test
    void a_command_that_reads_gets_nothing() throws Exception {
      assertThat(shell.run("read line; echo \"$? $line\"", LONG).output()).isEqualTo("1 \n");
    }

    @Test
    void a_command_that_must_succeed_and_does_not_tells_its_output() {
      assertThatThrownBy(() -> shell.check("echo no space; false", LONG))
          .isInstanceOf(GuestCommandException.class)
          .hasMessageContaining("exit code 1")
          .hasMessageContaining("no space");
    }

    @Test
    void a_command_past_its_limit_is_told_and_the_shell_must_be_waited_for() {
      assertThatThrownBy(() -> shell.run("echo begun; sleep 1000", Duration.ofSeconds(1)))
          .isInstanceOf(MachineSilentException.class)
          .hasMessageContaining("sleep 1000")
          .hasMessageContaining("begun");
      assertThatThrownBy(() -> shell.run("true", LONG))
          .isInstanceOf(MachineWentAwayException.class)
          .hasMessageContaining("Wait for its shell first");
    }

    @Test
    void a_machine_that_restarts_during_a_command_is_told_at_once() throws Exception {
      Thread reset =
          Thread.ofVirtual().start(() -> shell.machineWentAway("it restarted (guest-reset)"));
      assertThatThrownBy(
              () -> {
                reset.join();
                shell.run("sleep 1000", LONG);
              })
          .isInstanceOf(MachineWentAwayException.class)
          .hasMessageContaining("guest-reset");
      shell.waitForShell(LONG);
      assertThat(shell.check("echo back", LONG)).isEqualTo("back\n");
    }

    @Test
    void a_machine_that_ends_during_a_command_is_told_at_once() {
      assertThatThrownBy(() -> shell.run("kill -9 $$", LONG))
          .isInstanceOf(MachineWentAwayException.class);
      assertThatThrownBy(() -> shell.waitForShell(LONG)).isInstanceOf(IOException.class);
    }
  }

  /** Against an interactive bash on a terminal, which echoes, edits lines and holds 4096 bytes. */
  @Nested
  final class With_a_bash_on_a_terminal {
    private Process bash = nothing();
    private ControlShell shell = new ControlShell(ofNothing(), new SplittableRandom(1));

    @BeforeEach
    void start() throws Exception {
      // With exec: a shell of script's own between the two would die of the interrupt, and with
      // it, the leader of the session, the terminal.
      bash = new ProcessBuilder("script", "-q", "-c", "exec bash --norc -i", "/dev/null").start();
      shell =
          new ControlShell(
              new FakeLine(bash.getInputStream(), bash.getOutputStream()), new SplittableRandom(1));
      shell.waitForShell(LONG);
    }

    @AfterEach
    void end() {
      bash.descendants().forEach(ProcessHandle::destroyForcibly);
      bash.destroyForcibly();
      shell.close();
    }

    @Test
    void output_comes_back_as_it_is() throws Exception {
      assertThat(shell.run("printf 'a\\tb\\r\\n●'; exit 4", LONG))
          .isEqualTo(new ControlShell.Result(4, "a\tb\r\n●"));
    }

    @Test
    void a_script_longer_than_a_terminal_line_arrives_whole() throws Exception {
      String text = "0123456789\tabcdef!\n".repeat(1000);
      assertThat(shell.check("cat <<'END'\n" + text + "END\n", LONG)).isEqualTo(text);
    }

    @Test
    void a_command_past_its_limit_is_interrupted_and_the_shell_comes_back() throws Exception {
      assertThatThrownBy(() -> shell.run("sleep 1000", Duration.ofMillis(500)))
          .isInstanceOf(MachineSilentException.class);
      shell.waitForShell(LONG);
      assertThat(shell.check("echo back", LONG)).isEqualTo("back\n");
    }
  }

  /** Against a scripted machine: what a terminal does that a pipe does not. */
  @Nested
  final class With_a_script {
    @Test
    void echo_and_noise_and_carriage_returns_do_no_harm() throws Exception {
      try (ControlShell shell =
          against(line -> "\u001b[?2004hroot# " + line + "\r\n[ 9.1] noise\r\n" + answer(line))) {
        shell.waitForShell(LONG);
        assertThat(shell.run("true", LONG)).isEqualTo(new ControlShell.Result(7, "out\nput\n"));
      }
    }

    @Test
    void nobody_there_is_told_after_the_limit() {
      try (ControlShell shell = against(line -> "firmware " + line)) {
        assertThatThrownBy(() -> shell.waitForShell(SHORT))
            .isInstanceOf(MachineSilentException.class)
            .hasMessageContaining("firmware");
      }
    }

    @Test
    void a_command_before_the_shell_was_waited_for_is_refused() {
      try (ControlShell shell = against(ControlShellTest::answer)) {
        assertThatThrownBy(() -> shell.run("true", LONG))
            .isInstanceOf(MachineWentAwayException.class)
            .hasMessageContaining("Wait for its shell first");
      }
    }

    @Test
    void output_without_end_is_cut_to_its_end() throws Exception {
      String flood = "x".repeat(ControlShell.OUTPUT_LIMIT + 1000);
      try (ControlShell shell =
          against(line -> answer(line).replace("out\r\nput", "out" + flood + "put"))) {
        shell.waitForShell(LONG);
        assertThat(shell.run("true", LONG).output())
            .endsWith("xxput\n")
            .hasSizeLessThan(ControlShell.OUTPUT_LIMIT);
      }
    }
  }

  /**
   * What bash on a terminal prints for a line of {@link ShellInput}: {@code printf} with "\r\n".
   */
  private static String answer(String line) {
    String token = line.replaceAll("(?s).*'(?:ready|got|begin)-([0-9a-f]+).*", "$1");
    if (line.contains("'ready-")) {
      return "\r\n<holdfast-ready-" + token + ">\r\n";
    }
    if (line.contains("'got-")) {
      return "\r\n<holdfast-got-" + token + "-0>\r\n";
    }
    if (line.contains("'begin-")) {
      return "\r\n<holdfast-begin-%1$s>\r\nout\r\nput\r\n\r\n<holdfast-end-%1$s-7>\r\n"
          .formatted(token);
    }
    return "";
  }

  private static ControlShell against(UnaryOperator<String> machine) {
    try {
      PipedOutputStream printed = new PipedOutputStream();
      PipedInputStream screen = new PipedInputStream(printed);
      PipedOutputStream fingers = new PipedOutputStream();
      PipedInputStream keys = new PipedInputStream(fingers);
      Thread.ofPlatform().daemon().start(() -> answerAll(keys, printed, machine));
      return new ControlShell(new FakeLine(screen, fingers), new SplittableRandom(1));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void answerAll(
      InputStream keys, OutputStream printed, UnaryOperator<String> machine) {
    StringBuilder line = new StringBuilder();
    try (printed) {
      for (int key = keys.read(); key >= 0; key = keys.read()) {
        line.append((char) key);
        if (key == '\n') {
          printed.write(machine.apply(line.toString()).getBytes(StandardCharsets.UTF_8));
          printed.flush();
          line.setLength(0);
        }
      }
    } catch (IOException e) {
      // The shell was closed.
    }
  }

  private static Process nothing() {
    try {
      return new ProcessBuilder("true").start();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static FakeLine ofNothing() {
    return new FakeLine(InputStream.nullInputStream(), OutputStream.nullOutputStream());
  }
}
