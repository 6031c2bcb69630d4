package io.holdfast.node.trial;

import io.holdfast.release.Digest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that a node must remember about its generations. A value: events make new ones, see {@link
 * TrialMachine}. The constructor refuses any state that does not hold together, whoever wrote it.
 *
 * @param epoch how often the state was written, from 0; set by whoever writes it
 * @param slots what each of the three slots contains
 * @param held committed generations that can be gone back to, oldest first, the last one the last
 *     known good; at most {@link #MAX_HELD}, of each slot at most {@link #MAX_HELD_IN_SLOT}. All in
 *     one slot have one release and one entry. Only the last known good's slot may be damaged, and
 *     only as long as there is nothing else
 * @param lastKnownGood number of the newest held generation
 * @param trial where the one trial stands; its generation is in the slot that the last known good
 *     is not in, or it differs from the last known good in its contents alone
 * @param barred releases and contents that failed here, oldest first, at most {@link #MAX_BARRED}
 * @param history what became of trials and slots, oldest first, at most {@link #MAX_HISTORY}
 * @param bootDurations of the last healthy boots of committed generations, oldest first, at most
 *     {@link #MAX_BOOT_DURATIONS}, above zero, whole milliseconds
 * @param queue changes that wait until what is on trial is over, first come first; at most {@link
 *     ChangeQueue#MAX}, each thing once
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
    List<Waiting> queue,
    Counters counters) {

  /** What runs, what ran before, and one to be sure; older content is not worth its room. */
  public static final int MAX_HELD_IN_SLOT = 3;

  /** In the two slots that take turns. */
  public static final int MAX_HELD = 2 * MAX_HELD_IN_SLOT;

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
    queue = List.copyOf(queue);
    StateRules.demand(epoch >= 0, "its epoch is below zero");
    StateRules.demand(
        slots.size() == Slot.values().length, "it does not say what every slot contains");
    StateRules.demand(
        barred.size() <= MAX_BARRED, "it bars more than " + MAX_BARRED + " releases and contents");
    StateRules.demand(
        history.size() <= MAX_HISTORY, "its history has more than " + MAX_HISTORY + " lines");
    StateRules.checkBootDurations(bootDurations);
    StateRules.checkQueue(queue);
    StateRules.checkHeld(slots, held, lastKnownGood, counters);
    StateRules.checkBarred(barred, counters);
    if (trial instanceof Trial.Active active) {
      StateRules.checkTrial(active, slots, held.getLast(), barred, counters);
    }
  }

  /**
   * A node as it is installed: its first release is in slot A and is generation 1. There is nothing
   * to go back to, so it is the last known good from the start.
   *
   * @param recovery what the recovery slot contains
   */
  public static NodeState installed(ReleaseRef release, SlotContent recovery, Instant now) {
    return installed(release, recovery, Generation.UNCONFIGURED, now);
  }

  /** The same of a node with a configuration. */
  public static NodeState installed(
      ReleaseRef release, SlotContent recovery, Digest configuration, Instant now) {
    Map<Slot, SlotContent> slots = new EnumMap<>(Slot.class);
    slots.put(Slot.A, new SlotContent.Holds(release));
    slots.put(Slot.B, new SlotContent.Empty());
    slots.put(Slot.RECOVERY, recovery);
    return new NodeState(
        0,
        slots,
        List.of(Generation.ofRelease(1, release, Slot.A, configuration, now)),
        1,
        new Trial.Idle(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Counters.FIRST);
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

  /** The newest held generation in the other slot, which the loader has an entry of, or null. */
  public @Nullable Generation older() {
    return newestIn(lastKnownGoodGeneration().slot().other());
  }

  /** The one that was the last known good before, or null if it is not held any more. */
  public @Nullable Generation before() {
    return held.size() < 2 ? null : held.get(held.size() - 2);
  }

  /** The newest held generation of a slot, or null. */
  @Nullable Generation newestIn(Slot slot) {
    Generation newest = null;
    for (Generation generation : held) {
      newest = generation.slot() == slot ? generation : newest;
    }
    return newest;
  }

  /** The newest held generation that the loader's entry of this number starts, or null. */
  public @Nullable Generation startedBy(int entry) {
    Generation newest = null;
    for (Generation generation : held) {
      newest = generation.entry() == entry ? generation : newest;
    }
    return newest;
  }

  /** True if the configuration is on trial: it takes effect at a start, and at no other time. */
  public boolean isConfigurationOnTrial() {
    Generation generation = onTrial();
    return isTrialInPlace()
        && generation != null
        && !generation.configuration().equals(lastKnownGoodGeneration().configuration());
  }

  /** True if what is on trial beside the last known good takes effect at a start alone. */
  public boolean isTrialFromStart() {
    Generation generation = onTrial();
    return isConfigurationOnTrial()
        || (isTrialInPlace()
            && generation != null
            && !generation.extensions().equals(lastKnownGoodGeneration().extensions()));
  }

  /** True if what is on trial differs from the last known good in contents or configuration. */
  public boolean isTrialInPlace() {
    Generation generation = onTrial();
    return generation != null && generation.isBesides(lastKnownGoodGeneration());
  }

  /**
   * Which generation runs, or null if none that is known. Content on trial runs from its mark on
   * until the machine restarts: the first thing that a start does is to settle it.
   */
  public @Nullable Generation running(Booted booted) {
    if (!(booted instanceof Booted.ByEntry(int entry))) {
      return null;
    }
    Generation generation = onTrial();
    boolean tried = !isTrialInPlace() || trial instanceof Trial.Trying;
    return generation != null && generation.entry() == entry && tried
        ? generation
        : startedBy(entry);
  }

  /** The held generations that are not in this slot. */
  List<Generation> heldOutside(Slot slot) {
    return held.stream().filter(generation -> generation.slot() != slot).toList();
  }

  /** The held generations and a newer one, without those that must make room for it. */
  List<Generation> heldWith(Generation newest) {
    List<Generation> inSlot =
        new ArrayList<>(held.stream().filter(one -> one.isBesides(newest)).toList());
    inSlot.add(newest);
    List<Generation> next = new ArrayList<>(heldOutside(newest.slot()));
    next.addAll(newest(inSlot, MAX_HELD_IN_SLOT));
    return next;
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
        number, slots, held, lastKnownGood, trial, barred, history, bootDurations, queue, counters);
  }

  NodeState withSlot(Slot slot, SlotContent content) {
    return withSlotAndHeld(slot, content, held);
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
        queue,
        counters);
  }

  /** What is held runs on with no content, and perhaps no configuration. */
  NodeState withoutContents(boolean unconfigured) {
    List<Generation> bare = new ArrayList<>();
    for (Generation generation : held) {
      Digest left = unconfigured ? Generation.UNCONFIGURED : generation.configuration();
      bare.add(generation.next(generation.number(), List.of(), left, generation.since()));
    }
    return withTrialAndHeld(trial, bare);
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
        queue,
        counters);
  }

  NodeState withTrial(Trial next) {
    return withTrialAndHeld(next, held);
  }

  NodeState withBarred(List<Barred> list) {
    return new NodeState(
        epoch, slots, held, lastKnownGood, trial, list, history, bootDurations, queue, counters);
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
        queue,
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
        queue,
        counters);
  }

  NodeState withQueue(List<Waiting> waiting) {
    return new NodeState(
        epoch,
        slots,
        held,
        lastKnownGood,
        trial,
        barred,
        history,
        bootDurations,
        waiting,
        counters);
  }

  NodeState withCounters(Counters next) {
    return new NodeState(
        epoch, slots, held, lastKnownGood, trial, barred, history, bootDurations, queue, next);
  }

  NodeState withFinishingReboots(int count) {
    return withCounters(counters.withFinishingReboots(count));
  }

  NodeState withBadEnds(BadEnds ends) {
    return withCounters(counters.withBadEnds(ends));
  }

  /** With one evidence number more; read it from the counters. */
  NodeState withNewEvidence() {
    return withCounters(counters.withNewEvidence());
  }

  private static <T> List<T> newest(List<T> list, int most) {
    return list.size() <= most ? list : list.subList(list.size() - most, list.size());
  }
}
