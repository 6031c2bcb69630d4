package io.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EndingTest {
  private static final int SIGTERM_EXIT_CODE = 128 + 15;
  private static final long LIMIT_SECONDS = 60;

  @Test
  void a_command_that_is_told_to_end_puts_things_in_order_first() throws Exception {
    Process command =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Waiting.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader said = command.inputReader(StandardCharsets.UTF_8)) {
      assertThat(said.readLine()).isEqualTo("at work");
      // Its own destroy() would close what it says, too.
      command.toHandle().destroy();
      assertThat(said.readLine()).isEqualTo("in order");
      assertThat(command.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(command.exitValue()).isEqualTo(SIGTERM_EXIT_CODE);
    } finally {
      command.destroyForcibly();
    }
  }

  @Test
  void a_command_that_ends_by_itself_keeps_its_exit_code() {
    assertThat(Ending.inOrder(() -> ExitCode.REFUSED)).isEqualTo(ExitCode.REFUSED);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  /** A command at work until it is told to end. */
  static final class Waiting {
    private Waiting() {}

    public static void main(String[] arguments) {
      System.exit(Ending.inOrder(Waiting::work));
    }

    private static int work() {
      System.out.println("at work");
      try {
        // What a long command does; it ends by itself should nobody tell it to, or the test would
        // hang.
        Thread.sleep(TimeUnit.SECONDS.toMillis(LIMIT_SECONDS));
        return ExitCode.DONE;
      } catch (InterruptedException e) {
        System.out.println("in order");
        return ExitCode.FAILED;
      }
    }
  }
}
