package io.holdfast.lab.drill.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.lab.drill.act.Samples;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class ProgressTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);
  private Instant now = Samples.BEGIN;

  @Test
  void without_a_terminal_it_is_a_line_a_step_and_a_line_an_act() {
    try (DrillProgress progress = new LineProgress(stream, () -> now)) {
      progress.begin("").step("look whether the releases are built");
      now = now.plusSeconds(75);
      RunProgress sick = progress.begin("sick");
      sick.step("upgrade to 1.5.0");
      sick.console("[  OK  ] Reached target multi-user.target");
      progress.begin("panic").step("upgrade to 1.2.0");
      now = now.plusSeconds(100);
      Samples.drill().acts().forEach(progress::ended);
    }
    assertThat(written())
        .isEqualTo(
            """
             0:00  prepare: look whether the releases are built
             1:15  sick: upgrade to 1.5.0
             1:15  panic: upgrade to 1.2.0
             2:55  sick: held, 100.0 s without service (2.50 normal boots)
             2:55  panic: NOT HELD
                   panic: Waited 900 s for a login, and it did not come.
            """);
  }

  @Test
  void on_a_terminal_two_lines_a_run_are_drawn_anew() {
    TerminalProgress progress = new TerminalProgress(stream, 60, () -> now);
    RunProgress sick = progress.begin("sick");
    sick.step("upgrade to 1.5.0");
    now = now.plusSeconds(3);
    sick.console("phase: writing");
    assertThat(lastDrawn())
        .isEqualTo(
            "\r\u001b[1A 0:03  sick   0:03  upgrade to 1.5.0\u001b[K\n    phase: writing\u001b[K");
    RunProgress panic = progress.begin("panic");
    panic.step("upgrade to 1.2.0");
    assertThat(lastDrawn())
        .startsWith("\r\u001b[3A 0:03  sick ")
        .contains("\n 0:03  panic   0:00  upgrade to 1.2.0\u001b[K\n    \u001b[K");
    sick.close();
    assertThat(written()).contains("\r\u001b[3A\r\u001b[J 0:03  panic ");
    assertThat(lastDrawn()).doesNotContain("sick");
    progress.ended(Samples.drill().acts().getFirst());
    assertThat(written()).contains("\r\u001b[1A\r\u001b[J 0:03  sick: held");
    progress.close();
    assertThat(written()).endsWith("\r\u001b[1A\r\u001b[J");
    int length = bytes.size();
    panic.step("nothing is drawn any more");
    assertThat(bytes.size()).isEqualTo(length);
  }

  @Test
  void a_burst_of_console_lines_is_not_drawn_line_by_line() {
    TerminalProgress progress = new TerminalProgress(stream, 60, () -> now);
    RunProgress sick = progress.begin("sick");
    int length = bytes.size();
    for (int i = 0; i < 1000; i++) {
      sick.console("line " + i);
    }
    assertThat(bytes.size()).isEqualTo(length);
  }

  @Test
  void a_console_cannot_steer_the_terminal_or_overflow_the_line() {
    TerminalProgress progress = new TerminalProgress(stream, 40, () -> now);
    RunProgress sick = progress.begin("sick");
    now = now.plusSeconds(1);
    sick.console("\u001b]0;title\u0007" + "x".repeat(500));
    String second = lastDrawn().substring(lastDrawn().indexOf('\n') + 1).replace("\u001b[K", "");
    assertThat(second).hasSize(39).startsWith("    ?]0;title?x");
  }

  private String written() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private String lastDrawn() {
    String all = written();
    int start = all.lastIndexOf("\r\u001b[");
    return start < 0 ? all : all.substring(start);
  }
}
