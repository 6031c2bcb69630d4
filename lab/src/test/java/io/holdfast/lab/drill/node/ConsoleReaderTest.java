package io.holdfast.lab.drill.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.lab.drill.act.Moment;
import io.holdfast.lab.drill.act.Moment.Kind;
import io.holdfast.lab.machine.MachineEvent;
import io.holdfast.lab.machine.serial.SerialConsole;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConsoleReaderTest {
  private static final Instant AT = Instant.parse("2026-07-19T04:09:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[   12.3] Kernel panic - not syncing: sysrq triggered crash|PANIC|"
            + "Kernel panic - not syncing: sysrq triggered crash",
        "phase: writing|UPGRADE|phase: writing",
        "[  OK  ] phase: state|UPGRADE|[  OK  ] phase: state",
        "'  50 %'|UPGRADE|50 %",
        "generation 2 (demo 1.1.0, slot b) is armed; its trial begins with the next start.|DOWN|"
            + "generation 2 (demo 1.1.0, slot b) is armed; its trial begins with the next start.",
        "drill: upgrade ended with exit code 3|UPGRADE|drill: upgrade ended with exit code 3",
        "[   33.1] holdfast: committing|NODE|holdfast: committing",
      })
  void what_is_worth_noting_is_noted(String line, Kind kind, String text) {
    Moment moment = ConsoleReader.read(new SerialConsole.Line(7, AT, line));
    assertThat(moment).isEqualTo(new Moment(AT, kind, text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[    0.0] Linux version 6.12",
        "edge-1 login:",
        "100 % of the disk that is called 5 %",
        " %",
        "x %"
      })
  void everything_else_is_not(String line) {
    assertThat(ConsoleReader.read(new SerialConsole.Line(7, AT, line))).isNull();
  }

  @Test
  void a_line_of_any_length_gives_a_short_text() {
    Moment moment =
        ConsoleReader.read(new SerialConsole.Line(0, AT, "holdfast: " + "x".repeat(100_000)));
    assertThat(moment).isNotNull();
    assertThat(moment == null ? "" : moment.text()).hasSizeLessThanOrEqualTo(200);
  }

  @Test
  void what_happens_to_the_machine_is_noted() {
    assertThat(ConsoleReader.read(new MachineEvent(MachineEvent.Kind.RESET, AT, "guest-reset")))
        .isEqualTo(new Moment(AT, Kind.RESET, "the machine restarts: guest-reset"));
    assertThat(ConsoleReader.read(new MachineEvent(MachineEvent.Kind.WATCHDOG, AT, "reset")))
        .extracting(Moment::kind)
        .isEqualTo(Kind.WATCHDOG);
    assertThat(ConsoleReader.read(new MachineEvent(MachineEvent.Kind.GUEST_PANICKED, AT, "run")))
        .extracting(Moment::kind)
        .isEqualTo(Kind.PANIC);
  }
}
