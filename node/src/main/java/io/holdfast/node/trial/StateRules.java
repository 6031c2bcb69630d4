package io.holdfast.node.trial;

import io.holdfast.release.Digest;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What holds of every state, whoever wrote it; else it is refused. Pure. */
final class StateRules {
  private StateRules() {}

  static void checkBootDurations(List<Duration> durations) {
    demand(
        durations.size() <= NodeState.MAX_BOOT_DURATIONS,
        "it has more than " + NodeState.MAX_BOOT_DURATIONS + " boot durations");
    for (Duration duration : durations) {
      demand(duration.isPositive(), "a boot duration is not above zero");
      demand(
          duration.equals(Duration.ofMillis(duration.toMillis())),
          "a boot duration is not whole milliseconds");
    }
  }

  static void checkQueue(List<Waiting> queue) {
    demand(queue.size() <= ChangeQueue.MAX, "more than " + ChangeQueue.MAX + " changes wait");
    for (int i = 0; i < queue.size(); i++) {
      for (Waiting other : queue.subList(0, i)) {
        demand(!queue.get(i).isSameThing(other), "two changes of the same thing wait");
      }
    }
  }

  static void checkHeld(
      Map<Slot, SlotContent> slots, List<Generation> held, int lastKnownGood, Counters counters) {
    demand(!held.isEmpty(), "it holds no committed generation");
    demand(
        held.size() <= NodeState.MAX_HELD,
        "it holds more than " + NodeState.MAX_HELD + " committed generations");
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
    for (int i = 1; i < held.size(); i++) {
      demand(
          held.get(i - 1).number() < held.get(i).number(), "its held generations are not in order");
    }
    for (Slot slot : Slot.values()) {
      checkHeldIn(slot, held.stream().filter(one -> one.slot() == slot).toList(), slots, good);
    }
  }

  static void checkHeldIn(
      Slot slot, List<Generation> held, Map<Slot, SlotContent> slots, Generation good) {
    demand(
        held.size() <= NodeState.MAX_HELD_IN_SLOT,
        "it holds more than " + NodeState.MAX_HELD_IN_SLOT + " generations in slot " + slot);
    for (Generation generation : held) {
      demand(
          generation.slot() == good.slot() || holds(slots, generation),
          "slot " + slot + " does not hold the older one's release");
      demand(
          generation.isBesides(held.getFirst())
              && generation.release().equals(held.getFirst().release()),
          "two held generations share slot " + slot + ", and not its release");
    }
  }

  static void checkBarred(List<Barred> barred, Counters counters) {
    Set<Digest> seen = new HashSet<>();
    for (Barred entry : barred) {
      demand(seen.add(entry.manifest()), "it bars " + entry.manifest() + " twice");
      demand(
          entry.evidence() <= counters.newestEvidence(),
          "evidence " + entry.evidence() + " is newer than the newest number given");
    }
  }

  static void checkTrial(
      Trial.Active trial,
      Map<Slot, SlotContent> slots,
      Generation good,
      List<Barred> barred,
      Counters counters) {
    Generation generation = trial.generation();
    boolean inPlace = generation.isBesides(good);
    demand(
        inPlace ? generation.slot() == good.slot() : generation.slot() != good.slot(),
        "what is on trial is in the last known good's own slot");
    demand(
        generation.number() > good.number() && generation.number() == counters.newestGeneration(),
        "what is on trial is not the newest generation");
    demand(
        inPlace
            ? generation.release().equals(good.release())
            : generation.entry() == generation.number(),
        "what is on trial has another generation's entry");
    demand(
        !inPlace || !generation.hasPartsOf(good),
        "what is on trial is what the last known good is");
    boolean whole = holds(slots, generation);
    boolean damaged = isDamaged(slots, generation);
    switch (trial) {
      case Trial.Staged _, Trial.Armed _ ->
          demand(
              whole || (inPlace && damaged),
              "slot " + generation.slot() + " does not hold what is on trial");
      case Trial.Trying _, Trial.Reverting _ ->
          demand(
              whole || damaged, "slot " + generation.slot() + " does not contain what is on trial");
    }
    if (trial instanceof Trial.Reverting reverting) {
      demand(
          reverting.evidence() <= counters.newestEvidence(),
          "evidence " + reverting.evidence() + " is newer than the newest number given");
    } else {
      List<Digest> fresh =
          inPlace ? generation.partsNotIn(good) : List.of(generation.release().manifest());
      for (Barred entry : barred) {
        demand(!fresh.contains(entry.manifest()), "what is on trial is barred");
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

  static void demand(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException("the state does not hold together: " + otherwise);
    }
  }
}
