package io.holdfast.lab.machine;

import io.holdfast.lab.machine.qmp.QmpEvent;
import io.holdfast.release.json.JsonException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a machine.
 *
 * @param kind what
 * @param at by the host's clock
 * @param detail QEMU's word for why or what follows, such as {@code guest-reset}; "" if it has none
 */
public record MachineEvent(Kind kind, Instant at, String detail) {
  /** QEMU's events of these names. */
  public enum Kind {
    /** It restarted, by itself or from outside. */
    RESET,
    /** It switched itself off, or QEMU was asked to end. */
    SHUTDOWN,
    /** The watchdog device was not fed in time. */
    WATCHDOG,
    /** The kernel said that it panicked. */
    GUEST_PANICKED
  }

  static @Nullable MachineEvent of(QmpEvent event) {
    return switch (event.name()) {
      case "RESET" -> new MachineEvent(Kind.RESET, event.at(), word(event, "reason"));
      case "SHUTDOWN" -> new MachineEvent(Kind.SHUTDOWN, event.at(), word(event, "reason"));
      case "WATCHDOG" -> new MachineEvent(Kind.WATCHDOG, event.at(), word(event, "action"));
      case "GUEST_PANICKED" ->
          new MachineEvent(Kind.GUEST_PANICKED, event.at(), word(event, "action"));
      default -> null;
    };
  }

  private static String word(QmpEvent event, String key) {
    try {
      return event.data().has(key) ? event.data().string(key) : "";
    } catch (JsonException e) {
      return "";
    }
  }
}
