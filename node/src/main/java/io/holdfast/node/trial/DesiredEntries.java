package io.holdfast.node.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which loader entries there shall be: a pure function of the state.
 *
 * @param entries state by number; none is {@link EntryState#ABSENT}
 */
public record DesiredEntries(Map<Integer, EntryState> entries) {
  /** Copies. */
  public DesiredEntries {
    entries = Map.copyOf(entries);
  }

  /**
   * Settled entries of the last known good and of the newest generation in the other slot, unless
   * that one is barred and the last known good is whole: beside a damaged one, it is all that may
   * be left to boot; an untried entry of what is armed; a tried one of what is being tried, so that
   * a loader that failed to count does not start it for ever; none of what is staged or reverting,
   * or runs from the last known good's.
   */
  public static DesiredEntries of(NodeState state) {
    Map<Integer, EntryState> entries = new TreeMap<>();
    entries.put(state.lastKnownGoodGeneration().entry(), EntryState.SETTLED);
    Generation older = state.older();
    if (older != null && (!state.isBarred(older.release()) || !state.lastKnownGoodIsWhole())) {
      entries.put(older.entry(), EntryState.SETTLED);
    }
    if (state.isTrialInPlace()) {
      return new DesiredEntries(entries);
    }
    switch (state.trial()) {
      case Trial.Armed armed -> entries.put(armed.generation().entry(), EntryState.UNTRIED);
      case Trial.Trying trying -> entries.put(trying.generation().entry(), EntryState.TRIED);
      case Trial.Idle _, Trial.Staged _, Trial.Reverting _ -> {}
    }
    return new DesiredEntries(entries);
  }

  /**
   * What leads from the entries there are to these, in this order: all that is wanted is made
   * before anything is removed, so that a machine that dies in between has one entry more, never
   * one less.
   *
   * @param present all entries of generations on the ESP, known or not
   */
  public List<EntryChange> changesFrom(Map<Integer, EntryState> present) {
    List<EntryChange> changes = new ArrayList<>();
    new TreeMap<>(entries)
        .forEach(
            (generation, wanted) -> {
              EntryState is = present.getOrDefault(generation, EntryState.ABSENT);
              if (is != wanted) {
                changes.add(new EntryChange(generation, is, wanted));
              }
            });
    new TreeMap<>(present)
        .forEach(
            (generation, is) -> {
              if (is != EntryState.ABSENT && !entries.containsKey(generation)) {
                changes.add(new EntryChange(generation, is, EntryState.ABSENT));
              }
            });
    return changes;
  }
}
