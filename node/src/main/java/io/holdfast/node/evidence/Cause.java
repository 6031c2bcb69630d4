package io.holdfast.node.evidence;

import java.util.Locale;

/** Why a generation was undone, as a value that programs can tell apart. */
public enum Cause {
  /** The kernel left a crash record. */
  PANIC,
  /** The machine froze and the watchdog reset it. */
  WATCHDOG,
  /** The boot was not done in time. */
  DEADLINE,
  /** A damaged block was refused. */
  VERITY,
  /** Its agent could not start. */
  AGENT,
  /** A required health check failed. */
  CHECK,
  /** It ended without a trace. */
  NO_TRACE,
  /** It was committed, and crashed again and again. */
  CRASH_LOOP;

  /** As it is written: lower case, words joined by hyphens. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Reads what {@link #word} wrote.
   *
   * @throws IllegalArgumentException if it is no cause
   */
  public static Cause parse(String word) {
    for (Cause cause : values()) {
      if (cause.word().equals(word)) {
        return cause;
      }
    }
    throw new IllegalArgumentException("'" + PlainText.line(word, 40) + "' is no cause");
  }
}
