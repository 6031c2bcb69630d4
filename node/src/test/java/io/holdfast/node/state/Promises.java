package io.holdfast.node.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.node.trial.Barred;
import io.holdfast.node.trial.Boot;
import io.holdfast.node.trial.EntryState;
import io.holdfast.node.trial.Generation;
import io.holdfast.node.trial.NodeState;
import io.holdfast.node.trial.Outcome;
import io.holdfast.node.trial.PreviousEnd;
import io.holdfast.node.trial.ReleaseRef;
import io.holdfast.node.trial.RevertReason;
import io.holdfast.node.trial.Slot;
import io.holdfast.node.trial.SlotContent;
import io.holdfast.node.trial.Trial;
import io.holdfast.release.Digest;
import io.holdfast.release.content.ContentRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What must hold after every single write, from what truly happened and not from the state alone.
 */
final class Promises {
  private record Proven(Slot slot, int serial) {}

  private final Disk disk;
  private final Map<Integer, Proven> proven = new HashMap<>();
  private final Set<Digest> barred = new HashSet<>();
  private final Set<Digest> tried = new HashSet<>();
  private final Set<ContentRef> provenContents = new HashSet<>();
  private Trial judged = new Trial.Idle();
  private final Set<Digest> provenConfigurations = new HashSet<>(Set.of(Generation.UNCONFIGURED));

  private final Map<Integer, Integer> starts = new HashMap<>();

  Promises(Disk disk) {
    this.disk = disk;
  }

  /** A release was proven; its slot's bytes are those that count from now on. */
  void committed(Generation generation) {
    proven.put(
        generation.entry(), new Proven(generation.slot(), bytes(generation.slot()).serial()));
  }

  /** A person allowed a release; it may be started again. */
  void allowed(Digest manifest) {
    barred.remove(manifest);
  }

  /** True if this was ever on trial, or part of what was. */
  boolean wasTried(Digest manifest) {
    return tried.contains(manifest);
  }

  /** What was barred may have been known from a lost copy alone. */
  void forget() {
    barred.clear();
  }

  /** A state has just become durable. */
  void saved(NodeState state, int running, Kind kind, SimulatedContents.Kind content) {
    Generation good = state.lastKnownGoodGeneration();
    if (!proven.containsKey(good.entry())) {
      assertThat(running).as("only what runs may commit").isEqualTo(good.entry());
      assertThat(kind).as("only a good release may commit").isEqualTo(Kind.GOOD);
      committed(good);
    }
    if (!provenContents.containsAll(good.contents())) {
      assertThat(running).as("only content in use may commit").isEqualTo(good.entry());
      assertThat(disk.links).as("what is proven is what is read").isEqualTo(good.contents());
      assertThat(content).as("only good content").isEqualTo(SimulatedContents.Kind.GOOD);
      provenContents.addAll(good.contents());
    }
    if (provenConfigurations.add(good.configuration())) {
      assertThat(disk.configuration).as("it is in effect").isEqualTo(good.configuration());
      assertThat(content).as("only a good one").isEqualTo(SimulatedContents.Kind.GOOD);
    }
    Generation trial = state.onTrial();
    if (trial != null) {
      tried.add(trial.release().manifest());
      trial.contents().forEach(one -> tried.add(one.manifest()));
    }
    Set<Digest> now = new HashSet<>();
    for (Barred entry : state.barred()) {
      now.add(entry.manifest());
    }
    assertThat(now).as("what is barred stays so until it is allowed").containsAll(barred);
    barred.addAll(now);
    checkBlame(state);
    checkOutcome(state);
  }

  /** Nobody is blamed for what another did, or for nothing. */
  private void checkBlame(NodeState state) {
    for (Slot slot : List.of(Slot.A, Slot.B)) {
      if (state.content(slot) instanceof SlotContent.Damaged) {
        assertThat(disk.rotten).as("only rotten slots are called damaged").contains(slot);
      }
    }
    // One that goes on was begun for what an earlier boot left.
    boolean begins = !state.trial().equals(judged);
    judged = state.trial();
    if (begins
        && state.trial()
            instanceof Trial.Reverting(Generation failed, RevertReason.Failed why, int _)
        && why.end() instanceof PreviousEnd.Panic
        && disk.evidenceAbout != Boot.UNKNOWN) {
      assertThat(failed.entry())
          .as("a crash is held against what crashed")
          .isEqualTo(disk.evidenceAbout);
    }
  }

  /** When a trial is over without a commit, the loader has no entry of it any more. */
  private void checkOutcome(NodeState state) {
    if (!state.history().isEmpty()
        && state.trial() instanceof Trial.Idle
        && state.history().getLast() instanceof Outcome.Reverted reverted) {
      assertThat(disk.entries.keySet())
          .as("entries when a revert is over")
          .doesNotContain(reverted.generation().number());
    }
  }

  /** True if the machine runs what it should, with nothing on trial and no wish left. */
  boolean isSettled(int running, @Nullable ReleaseRef wanted, @Nullable ContentRef wantedContent) {
    NodeState state = disk.state();
    // Beside a damaged last known good, what runs is all there is.
    Generation good = state.lastKnownGoodGeneration();
    boolean where = running == good.entry() || !state.lastKnownGoodIsWhole();
    boolean fed =
        wantedContent == null
            || state.barring(wantedContent.manifest()) != null
            || good.contents().contains(wantedContent);
    boolean satisfied = wanted == null || state.isBarred(wanted) || good.release().equals(wanted);
    return state.trial() instanceof Trial.Idle
        && (state.queue().isEmpty() || !state.lastKnownGoodIsWhole())
        && where
        && (fed || !state.lastKnownGoodIsWhole())
        && disk.entryState(running) == EntryState.SETTLED
        && (satisfied || !state.lastKnownGoodIsWhole());
  }

  /** What must hold once the machine is left alone and idle. */
  void checkSettled() {
    NodeState state = disk.state();
    disk.entries.forEach(
        (number, entry) -> {
          assertThat(entry.state()).as("entry %s", number).isEqualTo(EntryState.SETTLED);
          if (number != state.lastKnownGoodGeneration().entry() && state.lastKnownGoodIsWhole()) {
            assertThat(barred).as("entry %s", number).doesNotContain(entry.release().manifest());
          }
        });
  }

  /** The loader begins to start a generation; counted until that is proven. */
  void counted(int generation) {
    if (!proven.containsKey(generation)) {
      starts.merge(generation, 1, Integer::sum);
    }
  }

  /** The loader starts a release by itself; a person may choose what is barred, it may not. */
  void chosenByLoader(ReleaseRef release) {
    if (!disk.state().lastKnownGoodIsWhole()) {
      return; // All that may be left to boot.
    }
    List<Outcome> history = disk.state().history();
    if (!history.isEmpty()
        && history.getLast() instanceof Outcome.Suspected suspected
        && suspected.from().release().equals(release)) {
      return; // Given up a moment ago, and the power went before its entry did; it is left at once.
    }
    assertThat(barred).as("a barred release is never started").doesNotContain(release.manifest());
  }

  /** A machine starts, and whoever reads content early reads it now. */
  void partsInUse() {
    NodeState state = disk.state();
    boolean onTrial = state.trial() instanceof Trial.Trying && state.isTrialFromStart();
    if (!onTrial) {
      assertThat(provenContents).as("no start reads what is not proven").containsAll(disk.links);
      assertThat(provenConfigurations).as("nor has it in effect").contains(disk.configuration);
    }
    Set<Digest> read = new HashSet<>();
    disk.links.forEach(content -> read.add(content.manifest()));
    read.retainAll(barred);
    assertThat(read).as("no start reads what failed").isEmpty();
  }

  int startsOf(int generation) {
    return starts.getOrDefault(generation, 0);
  }

  /** A slot is about to be written. */
  void mayWrite(Slot slot, int running) {
    NodeState state = disk.state();
    assertThat(slot)
        .as("the last known good's slot is never written")
        .isNotEqualTo(state.lastKnownGoodGeneration().slot());
    Proven own = proven.get(running);
    assertThat(own == null ? null : own.slot())
        .as("the running slot is never written")
        .isNotEqualTo(slot);
    Disk.Bytes bytes = disk.slots.get(slot);
    if (bytes != null && bytes.whole()) {
      for (Map.Entry<Integer, Disk.Entry> entry : disk.entries.entrySet()) {
        assertThat(disk.slotOf(entry.getValue().release()))
            .as("no loader entry points at a slot that is written; entry %s", entry.getKey())
            .isNotEqualTo(slot);
      }
    }
  }

  /** What must hold whenever the power may go. */
  void check() {
    NodeState state = disk.state();
    Generation good = state.lastKnownGoodGeneration();
    if (!disk.rotten.contains(good.slot())) {
      assertThat(isIntact(good.entry())).as("the last known good is whole: %s", good).isTrue();
    }
    List<Integer> unproven = new ArrayList<>();
    disk.entries.forEach(
        (number, entry) -> {
          if (!proven.containsKey(number)) {
            unproven.add(number);
            assertThat(entry.state())
                .as("an unproven generation is counted: %s", number)
                .isNotEqualTo(EntryState.SETTLED);
          }
        });
    assertThat(unproven).as("entries of generations on trial").hasSizeLessThanOrEqualTo(1);
    Integer comesUp = whatComesUp();
    if (disk.rotten.isEmpty()) {
      assertThat(comesUp)
          .as("a proven generation comes up if all on trial die; entries %s", disk.entries)
          .isNotNull();
    }
  }

  /** What the loader comes to if everything on trial dies: a proven generation, or nothing. */
  private @Nullable Integer whatComesUp() {
    for (int number : disk.preference()) {
      boolean onTrial =
          disk.entryState(number) != EntryState.SETTLED && !proven.containsKey(number);
      if (onTrial) {
        continue;
      }
      if (isIntact(number)) {
        return number;
      }
      if (!disk.rotten.isEmpty()) {
        continue;
      }
      return null;
    }
    return null;
  }

  /** Proven, and its bytes are the very ones that were proven. */
  private boolean isIntact(int number) {
    Proven how = proven.get(number);
    if (how == null || disk.rotten.contains(how.slot())) {
      return false;
    }
    Disk.Bytes bytes = bytes(how.slot());
    return bytes.whole() && bytes.serial() == how.serial();
  }

  private Disk.Bytes bytes(Slot slot) {
    Disk.Bytes bytes = disk.slots.get(slot);
    if (bytes == null) {
      throw new AssertionError("slot " + slot + " was never written");
    }
    return bytes;
  }
}
