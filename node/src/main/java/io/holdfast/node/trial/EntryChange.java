package io.holdfast.node.trial;

/**
 * One file to be written, renamed or removed on the ESP, each atomic.
 *
 * @param entry its number
 * @param from as it is; {@link EntryState#ABSENT}: write it
 * @param to as it shall be, another state; {@link EntryState#ABSENT}: remove it
 */
public record EntryChange(int entry, EntryState from, EntryState to) {
  /** Checks that it is a change. */
  public EntryChange {
    if (from == to) {
      throw new IllegalArgumentException("entry " + entry + " is " + from + " already");
    }
  }
}
