package io.holdfast.node.trial;

import io.holdfast.release.Digest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that a node must remember about its generations. A value: events make new ones, see {@link
 * TrialMachine}. The constructor refuses any state that does not hold together, whoever wrote it.
 *
 * @param epoch how often the state was written, from 0; set by whoever writes it
 * @param slots what each of the three slots contains
 * @param held committed generations that can still be booted, oldest first: the last known good and
 *     at most one older, in different slots. Only the last known good may be in a damaged slot, and
 *     only as long as there is nothing else
 * @param lastKnownGood number of the newest held generation
 * @param trial where the one trial stands; its generation is in the slot that the last known good
 *     is not in
 * @param barred releases that failed here, oldest first, at most {@link #MAX_BARRED}
 * @param history what became of trials and slots, oldest first, at most {@link #MAX_HISTORY}
 * @param bootDurations of the last healthy boots of committed generations, oldest first, at most
 *     {@link #MAX_BOOT_DURATIONS}, above zero, whole milliseconds
 * @param counters numbers that never go back
 */
public record NodeState(
    long epoch,
    Map<Slot, SlotContent> slots,
    List<Generation> held,
    int lastKnownGood,
    Trial trial,
    List<Barred> barred,
    List<Outcome> history,
    List<Duration> bootDurations,
    Counters counters) {

  /** The two slots that take turns have room for two. */
  public static final int MAX_HELD = 2;

  /** More than any node will meet; a bound for one that is fed bad releases day by day. */
  public static final int MAX_BARRED = 64;

  /** About a year of weekly updates with some failures; the file stays small. */
  public static final int MAX_HISTORY = 100;

  /** Enough to have met the slow boot among the fast ones; few enough to forget old hardware. */
  public static final int MAX_BOOT_DURATIONS = 10;

  /** Copies and checks. */
  public NodeState {
    slots = Collections.unmodifiableMap(new EnumMap<>(slots));
    held = List.copyOf(held);
    barred = List.copyOf(barred);
    history = List.copyOf(history);
    bootDurations = List.copyOf(bootDurations);
    demand(epoch >= 0, "its epoch is below zero");
    demand(slots.size() == Slot.values().length, "it does not say what every slot contains");
    demand(barred.size() <= MAX_BARRED, "it bars more than " + MAX_BARRED + " releases");
    demand(history.size() <= MAX_HISTORY, "its history has more than " + MAX_HISTORY + " lines");
    checkBootDurations(bootDurations);
    checkHeld(slots, held, lastKnownGood, counters);
    checkBarred(barred, counters);
    if (trial instanceof Trial.Active active) {
      checkTrial(active, slots, held.getLast(), barred, counters);
    }
  }

  /**
   * A node as it is installed: its first release is in slot A and is generation 1. There is nothing
   * to go back to, so it is the last known good from the start.
   *
   * @param recovery what the recovery slot contains
   */
  public static NodeState installed(ReleaseRef release, SlotContent recovery, Instant now) {
    Map<Slot, SlotContent> slots = new EnumMap<>(Slot.class);
    slots.put(Slot.A, new SlotContent.Holds(release));
    slots.put(Slot.B, new SlotContent.Empty());
    slots.put(Slot.RECOVERY, recovery);
    return new NodeState(
        0,
        slots,
        List.of(new Generation(1, release, Slot.A, now)),
        1,
        new Trial.Idle(),
        List.of(),
        List.of(),
        List.of(),
        new Counters(1, 0, 0));
  }

  /** What a slot contains. */
  public SlotContent content(Slot slot) {
    SlotContent content = slots.get(slot);
    if (content == null) {
      throw new IllegalStateException("checked when made: every slot has a content");
    }
    return content;
  }

  /** The newest committed generation. */
  public Generation lastKnownGoodGeneration() {
    return held.getLast();
  }

  /** The older held generation, or null. */
  public @Nullable Generation older() {
    return held.size() < MAX_HELD ? null : held.getFirst();
  }

  /** The held generation of this number, or null. */
  public @Nullable Generation held(int number) {
    for (Generation generation : held) {
      if (generation.number() == number) {
        return generation;
      }
    }
    return null;
  }

  /** The generation on trial, or null. */
  public @Nullable Generation onTrial() {
    return trial instanceof Trial.Active active ? active.generation() : null;
  }

  /** Why a release is barred, or null if it is not. */
  public @Nullable Barred barring(Digest manifest) {
    for (Barred entry : barred) {
      if (entry.manifest().equals(manifest)) {
        return entry;
      }
    }
    return null;
  }

  /** True if a release failed here and no person allowed it since. */
  public boolean isBarred(ReleaseRef release) {
    return barring(release.manifest()) != null;
  }

  /** True if the last known good is in a slot whose blocks are as they were committed. */
  public boolean lastKnownGoodIsWhole() {
    return content(held.getLast().slot()) instanceof SlotContent.Holds;
  }

  /** The same, written for the so manieth time. */
  public NodeState withEpoch(long number) {
    return new NodeState(
        number, slots, held, lastKnownGood, trial, barred, history, bootDurations, counters);
  }

  NodeState withSlot(Slot slot, SlotContent content) {
    Map<Slot, SlotContent> changed = new EnumMap<>(slots);
    changed.put(slot, content);
    return new NodeState(
        epoch, changed, held, lastKnownGood, trial, barred, history, bootDurations, counters);
  }

  /** Slot and held generations at once, for they must agree. */
  NodeState withSlotAndHeld(Slot slot, SlotContent content, List<Generation> generations) {
    Map<Slot, SlotContent> changed = new EnumMap<>(slots);
    changed.put(slot, content);
    return new NodeState(
        epoch,
        changed,
        generations,
        generations.getLast().number(),
        trial,
        barred,
        history,
        bootDurations,
        counters);
  }

  /** Trial and held generations at once, for they must agree. */
  NodeState withTrialAndHeld(Trial next, List<Generation> generations) {
    return new NodeState(
        epoch,
        slots,
        generations,
        generations.getLast().number(),
        next,
        barred,
        history,
        bootDurations,
        counters);
  }

  NodeState withTrial(Trial next) {
    return withTrialAndHeld(next, held);
  }

  NodeState withBarred(List<Barred> list) {
    return new NodeState(
        epoch, slots, held, lastKnownGood, trial, list, history, bootDurations, counters);
  }

  /**
   * Bars a release; if it was barred before, that one gives way, and beyond the bound the oldest.
   */
  NodeState barring(Barred added) {
    List<Barred> list = new ArrayList<>(barred);
    list.removeIf(known -> known.manifest().equals(added.manifest()));
    list.add(added);
    return withBarred(newest(list, MAX_BARRED));
  }

  NodeState recording(Outcome outcome) {
    List<Outcome> lines = new ArrayList<>(history);
    lines.add(outcome);
    return new NodeState(
        epoch,
        slots,
        held,
        lastKnownGood,
        trial,
        barred,
        newest(lines, MAX_HISTORY),
        bootDurations,
        counters);
  }

  NodeState withBootDuration(Duration measured) {
    List<Duration> durations = new ArrayList<>(bootDurations);
    durations.add(measured);
    return new NodeState(
        epoch,
        slots,
        held,
        lastKnownGood,
        trial,
        barred,
        history,
        newest(durations, MAX_BOOT_DURATIONS),
        counters);
  }

  NodeState withCounters(Counters next) {
    return new NodeState(
        epoch, slots, held, lastKnownGood, trial, barred, history, bootDurations, next);
  }

  NodeState withFinishingReboots(int count) {
    return withCounters(
        new Counters(counters.newestGeneration(), counters.newestEvidence(), count));
  }

  /** With one evidence number more; read it from the counters. */
  NodeState withNewEvidence() {
    return withCounters(
        new Counters(
            counters.newestGeneration(),
            counters.newestEvidence() + 1,
            counters.finishingReboots()));
  }

  private static <T> List<T> newest(List<T> list, int most) {
    return list.size() <= most ? list : list.subList(list.size() - most, list.size());
  }

  private static void checkBootDurations(List<Duration> durations) {
    demand(
        durations.size() <= MAX_BOOT_DURATIONS,
        "it has more than " + MAX_BOOT_DURATIONS + " boot durations");
    for (Duration duration : durations) {
      demand(duration.isPositive(), "a boot duration is not above zero");
      demand(
          duration.equals(Duration.ofMillis(duration.toMillis())),
          "a boot duration is not whole milliseconds");
    }
  }

  private static void checkHeld(
      Map<Slot, SlotContent> slots, List<Generation> held, int lastKnownGood, Counters counters) {
    demand(!held.isEmpty(), "it holds no committed generation");
    demand(held.size() <= MAX_HELD, "it holds more than " + MAX_HELD + " committed generations");
    Generation good = held.getLast();
    demand(
        good.number() == lastKnownGood,
        "its last known good, " + lastKnownGood + ", is not the newest held generation");
    demand(
        good.number() <= counters.newestGeneration(),
        "a held generation is newer than the newest number given");
    demand(
        holds(slots, good) || isDamaged(slots, good),
        "slot " + good.slot() + " does not contain the last known good's release");
    Generation older = held.getFirst();
    if (held.size() == MAX_HELD) {
      demand(older.number() < good.number(), "its held generations are not in order");
      demand(older.slot() != good.slot(), "two held generations share slot " + good.slot());
      demand(
          holds(slots, older), "slot " + older.slot() + " does not hold the older one's release");
    }
  }

  private static void checkBarred(List<Barred> barred, Counters counters) {
    Set<Digest> seen = new HashSet<>();
    for (Barred entry : barred) {
      demand(seen.add(entry.manifest()), "it bars " + entry.manifest() + " twice");
      demand(
          entry.evidence() <= counters.newestEvidence(),
          "evidence " + entry.evidence() + " is newer than the newest number given");
    }
  }

  private static void checkTrial(
      Trial.Active trial,
      Map<Slot, SlotContent> slots,
      Generation good,
      List<Barred> barred,
      Counters counters) {
    Generation generation = trial.generation();
    demand(
        generation.slot() != good.slot(), "what is on trial is in the last known good's own slot");
    demand(
        generation.number() > good.number() && generation.number() == counters.newestGeneration(),
        "what is on trial is not the newest generation");
    boolean whole = holds(slots, generation);
    boolean damaged = isDamaged(slots, generation);
    switch (trial) {
      case Trial.Staged _, Trial.Armed _ ->
          demand(whole, "slot " + generation.slot() + " does not hold what is on trial");
      case Trial.Trying _, Trial.Reverting _ ->
          demand(
              whole || damaged, "slot " + generation.slot() + " does not contain what is on trial");
    }
    if (trial instanceof Trial.Reverting reverting) {
      demand(
          reverting.evidence() <= counters.newestEvidence(),
          "evidence " + reverting.evidence() + " is newer than the newest number given");
    } else {
      for (Barred entry : barred) {
        demand(
            !entry.manifest().equals(generation.release().manifest()),
            "what is on trial is barred");
      }
    }
  }

  private static boolean holds(Map<Slot, SlotContent> slots, Generation generation) {
    return slots.get(generation.slot()) instanceof SlotContent.Holds(ReleaseRef release)
        && release.equals(generation.release());
  }

  private static boolean isDamaged(Map<Slot, SlotContent> slots, Generation generation) {
    return slots.get(generation.slot()) instanceof SlotContent.Damaged(ReleaseRef release, String _)
        && release.equals(generation.release());
  }

  private static void demand(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException("the state does not hold together: " + otherwise);
    }
  }
}
