package io.holdfast.node.trial;

import java.util.Map;

/**
 * What an agent sees when it starts.
 *
 * @param booted what runs
 * @param bootId the kernel's identifier of this boot
 * @param entries of the loader on the ESP, by number; none is {@link EntryState#ABSENT}
 * @param previousEnd how the boot before ended, if evidence is left of it that no earlier boot has
 *     taken; else {@link PreviousEnd.Unexplained}
 * @param endedEntry which entry that evidence is about; {@link #UNKNOWN} where it does not say.
 *     Known, it is never held against another one.
 */
public record Boot(
    Booted booted,
    String bootId,
    Map<Integer, EntryState> entries,
    PreviousEnd previousEnd,
    int endedEntry) {
  /** No entry has this number. */
  public static final int UNKNOWN = 0;

  /** Copies. */
  public Boot {
    entries = Map.copyOf(entries);
  }

  EntryState entry(int number) {
    return entries.getOrDefault(number, EntryState.ABSENT);
  }

  /** The previous end, as far as it may concern what this entry starts. */
  PreviousEnd endOf(int entry) {
    return endedEntry == UNKNOWN || endedEntry == entry
        ? previousEnd
        : new PreviousEnd.Unexplained();
  }
}
