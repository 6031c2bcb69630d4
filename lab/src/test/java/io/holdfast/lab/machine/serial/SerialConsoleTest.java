package io.holdfast.lab.machine.serial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class SerialConsoleTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final PipedOutputStream machine = new PipedOutputStream();
  private final ByteArrayOutputStream typed = new ByteArrayOutputStream();
  private SerialConsole console = closed();

  @BeforeEach
  void connect() throws IOException {
    console = new SerialConsole(new FakeLine(new PipedInputStream(machine), typed), () -> NOW);
  }

  @AfterEach
  void disconnect() {
    console.close();
  }

  @Test
  void what_is_waited_for_is_found_with_its_line_and_time() throws Exception {
    print("one\ntwo login: \nthree\n");
    assertThat(console.waitFor("login:", LONG))
        .isEqualTo(new SerialConsole.Line(1, NOW, "two login:"));
  }

  @Test
  void a_prompt_without_line_end_is_found() throws Exception {
    print("Shell> ");
    assertThat(console.waitFor("Shell>", LONG).text()).isEqualTo("Shell>");
    assertThat(console.lastLine()).isEqualTo("Shell>");
  }

  @Test
  void the_same_text_is_found_once_for_each_time_it_is_printed() throws Exception {
    print("login: login: \nlogin: ");
    console.waitFor("login:", LONG);
    console.waitFor("login:", LONG);
    console.waitFor("login:", LONG);
    assertThatThrownBy(() -> console.waitFor("login:", Duration.ofMillis(50)))
        .isInstanceOf(MachineSilentException.class)
        .hasMessageContaining("login:")
        .hasMessageContaining("50 ms");
  }

  @Test
  void a_prompt_found_unfinished_is_not_found_again_when_its_line_ends() throws Exception {
    print("Shell> ");
    console.waitFor("Shell>", LONG);
    print("ls\ndone\n");
    console.waitFor("done", LONG);
    assertThatThrownBy(() -> console.waitFor("Shell>", Duration.ofMillis(50)))
        .isInstanceOf(MachineSilentException.class);
  }

  @Test
  void waiting_ends_when_the_machine_does() throws Exception {
    print("last words");
    machine.close();
    assertThatThrownBy(() -> console.waitFor("never", LONG))
        .isInstanceOf(MachineWentAwayException.class)
        .hasMessageContaining("last words");
    assertThat(console.transcript()).extracting(SerialConsole.Line::text).contains("last words");
  }

  @Test
  void the_screen_is_the_last_25_rows_of_80_columns() throws Exception {
    for (int i = 0; i < 30; i++) {
      print("line " + i + "\n");
    }
    print("y".repeat(100) + "\nend");
    console.waitFor("end", LONG);
    List<String> screen = console.screen();
    assertThat(screen).hasSize(25).endsWith("y".repeat(80), "y".repeat(20), "end");
    assertThat(screen.getFirst()).isEqualTo("line 8");
  }

  @Test
  void listeners_get_each_line_once() throws Exception {
    List<String> heard = new CopyOnWriteArrayList<>();
    console.onLine(line -> heard.add(line.number() + " " + line.text()));
    print("a\nb");
    print("c\nend\n");
    machine.close();
    assertThatThrownBy(() -> console.waitFor("never", LONG)).isInstanceOf(IOException.class);
    assertThat(heard).containsExactly("0 a", "1 bc", "2 end");
  }

  @Test
  void the_transcript_is_bounded() throws Exception {
    for (int i = 0; i < SerialConsole.LINES_KEPT + 10; i++) {
      print(i + "\n");
    }
    print("end\n");
    console.waitFor("end", LONG);
    assertThat(console.transcript()).hasSize(SerialConsole.LINES_KEPT);
    assertThat(console.transcript().getFirst().number()).isEqualTo(11);
  }

  @Test
  void keys_are_typed() throws Exception {
    console.type("ls\r");
    assertThat(typed.toString(StandardCharsets.UTF_8)).isEqualTo("ls\r");
  }

  private void print(String text) throws IOException {
    machine.write(text.getBytes(StandardCharsets.UTF_8));
    machine.flush();
  }

  private static SerialConsole closed() {
    return new SerialConsole(
        new FakeLine(PipedInputStream.nullInputStream(), new ByteArrayOutputStream()), () -> NOW);
  }
}
