package io.holdfast.node.trial;

import java.util.Map;

/**
 * What an agent sees when it starts.
 *
 * @param booted what runs
 * @param bootId the kernel's identifier of this boot
 * @param entries of all generations that have a loader entry on the ESP; none is {@link
 *     EntryState#ABSENT}
 * @param previousEnd how the boot before ended, if evidence is left of it that no earlier boot has
 *     taken; else {@link PreviousEnd.Unexplained}
 * @param endedGeneration which generation that evidence is about; {@link #UNKNOWN} where it does
 *     not say. Known, it is never held against another generation.
 */
public record Boot(
    Booted booted,
    String bootId,
    Map<Integer, EntryState> entries,
    PreviousEnd previousEnd,
    int endedGeneration) {
  /** No generation has this number. */
  public static final int UNKNOWN = 0;

  /** Copies. */
  public Boot {
    entries = Map.copyOf(entries);
  }

  EntryState entry(int generation) {
    return entries.getOrDefault(generation, EntryState.ABSENT);
  }

  /** The previous end, as far as it may concern this generation. */
  PreviousEnd endOf(int generation) {
    return endedGeneration == UNKNOWN || endedGeneration == generation
        ? previousEnd
        : new PreviousEnd.Unexplained();
  }
}
