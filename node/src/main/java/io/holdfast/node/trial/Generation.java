package io.holdfast.node.trial;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * All that decides how a node behaves, numbered. For now that is a release in a slot.
 *
 * @param number from 1 upwards; never given twice on a node
 * @param release what it runs
 * @param slot A or B
 * @param since when it was staged, or, once committed, when it was committed; whole milliseconds
 */
public record Generation(int number, ReleaseRef release, Slot slot, Instant since) {

  /** Checks; cuts the instant to milliseconds. */
  public Generation {
    if (number < 1) {
      throw new IllegalArgumentException("generations are numbered from 1, not " + number);
    }
    if (slot == Slot.RECOVERY) {
      throw new IllegalArgumentException("the recovery slot is outside all generations");
    }
    since = since.truncatedTo(ChronoUnit.MILLIS);
  }

  /** Number, release and slot, for messages. */
  @Override
  public String toString() {
    return "generation " + number + " (" + release + ", slot " + slot + ")";
  }
}
