package io.holdfast.lab.drill.node;

import io.holdfast.lab.drill.act.Moment;
import io.holdfast.lab.drill.act.Moment.Kind;
import io.holdfast.lab.machine.MachineEvent;
import io.holdfast.lab.machine.serial.SerialConsole;
import org.jspecify.annotations.Nullable;

/** Tells which of a machine's many words are worth noting, as pure functions. */
final class ConsoleReader {
  /** What a login program offers, after the host's name and before any answer. */
  static final String LOGIN = " login:";

  private static final String PANIC = "Kernel panic - not syncing";
  private static final String PHASE = "phase: ";
  private static final String TENTH = " %";
  private static final String ARMED = " is armed; its trial begins";
  private static final String NODE = "holdfast: ";

  /** How the drill's own commands on the node begin what they print on the console. */
  private static final String DRILL = "drill: ";

  /** What a change is told that has to wait. */
  private static final String QUEUED = " in the queue: ";

  private static final int LONGEST = 200;

  private ConsoleReader() {}

  /** Null for a line of no interest. */
  static @Nullable Moment read(SerialConsole.Line line) {
    String text = line.text();
    if (text.contains(PANIC)) {
      return moment(line, Kind.PANIC, text.substring(text.indexOf(PANIC)));
    }
    if (text.contains(ARMED)) {
      return moment(line, Kind.DOWN, text);
    }
    if (text.contains(PHASE) || isTenth(text)) {
      return moment(line, Kind.UPGRADE, text.strip());
    }
    if (text.contains(DRILL) || text.contains(QUEUED)) {
      return moment(line, Kind.UPGRADE, text);
    }
    int node = text.indexOf(NODE);
    return node < 0 ? null : moment(line, Kind.NODE, text.substring(node));
  }

  /** Null for an event that a line tells better. */
  static @Nullable Moment read(MachineEvent event) {
    return switch (event.kind()) {
      case RESET -> new Moment(event.at(), Kind.RESET, "the machine restarts: " + event.detail());
      case SHUTDOWN ->
          new Moment(event.at(), Kind.RESET, "the machine switches off: " + event.detail());
      case WATCHDOG ->
          new Moment(event.at(), Kind.WATCHDOG, "the watchdog was not fed: " + event.detail());
      case GUEST_PANICKED -> new Moment(event.at(), Kind.PANIC, "the kernel said that it panicked");
    };
  }

  private static boolean isTenth(String text) {
    return text.endsWith(TENTH)
        && !text.isBlank()
        && text.strip().length() <= 5
        && Character.isDigit(text.strip().charAt(0));
  }

  private static Moment moment(SerialConsole.Line line, Kind kind, String text) {
    String shown = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    return new Moment(line.at(), kind, shown);
  }
}
