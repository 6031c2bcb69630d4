package io.holdfast.node.trial;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What follows when blocks of a slot turn out to be damaged. */
record SlotDamage(
    NodeState state, Slot slot, ReleaseRef release, String why, Booted booted, Instant now) {

  Change change() {
    Generation trial = state.onTrial();
    if (state.isTrialInPlace()
        && slot == state.lastKnownGoodGeneration().slot()
        && state.trial() instanceof Trial.Active active) {
      NodeState idle = Undoing.overtaken(state, active, now);
      Change left = new SlotDamage(idle, slot, release, why, booted, now).ofLastKnownGood();
      List<Step> steps = new ArrayList<>(List.of(new Step.Activate()));
      steps.addAll(left.steps());
      return new Change(left.state(), steps);
    }
    if (trial != null && trial.slot() == slot) {
      return ofTrial();
    }
    return slot == state.lastKnownGoodGeneration().slot() ? ofLastKnownGood() : ofOther();
  }

  /** Where the node goes on if its last known good is gone; null if nowhere. */
  @Nullable Generation refuge() {
    boolean free = state.trial() instanceof Trial.Idle || state.isTrialInPlace();
    Generation older = free ? state.older() : null;
    return older == null || state.isBarred(older.release()) ? null : older;
  }

  Change ofLastKnownGood() {
    Generation good = state.lastKnownGoodGeneration();
    Generation refuge = refuge();
    if (refuge == null) {
      // It may run on for long before it meets a damaged block, and there is nothing better.
      return isKnown() ? Change.of(state) : marked(state, good.number());
    }
    List<Step> steps = new ArrayList<>();
    NodeState next = state.withNewEvidence();
    int evidence = next.counters().newestEvidence();
    if (!isKnown()) {
      next = next.recording(new Outcome.Damaged(now, slot, release, why, evidence));
    }
    next =
        next.withSlotAndHeld(slot, new SlotContent.Damaged(release, why), state.heldOutside(slot))
            .recording(new Outcome.FellBack(now, good, refuge, evidence));
    steps.add(new Step.KeepEvidence(evidence, good.number(), why));
    steps.add(new Step.ReconcileLoader());
    if (TrialMachine.runs(booted, good)) {
      steps.add(new Step.Reboot("to leave damaged slot " + slot + " for " + refuge));
    }
    return new Change(next, steps);
  }

  private Change ofTrial() {
    return switch (state.trial()) {
      case Trial.Idle _ -> throw new IllegalStateException("asked only with something on trial");
      case Trial.Staged(Generation generation) ->
          marked(state.withTrial(new Trial.Idle()), generation.number());
      case Trial.Armed armed -> Undoing.undoInDamagedSlot(state, armed, why, booted);
      case Trial.Trying trying -> {
        boolean nowhereToGo =
            TrialMachine.runs(booted, trying.generation()) && !state.lastKnownGoodIsWhole();
        if (!nowhereToGo) {
          yield Undoing.undoInDamagedSlot(state, trying, why, booted);
        }
        yield isKnown() ? Change.of(state) : marked(state, trying.generation().number());
      }
      case Trial.Reverting reverting ->
          isKnown() ? Change.of(state) : marked(state, reverting.generation().number());
    };
  }

  private Change ofOther() {
    if (isKnown()) {
      return Change.of(state);
    }
    Generation older = state.older();
    return marked(state, older != null && older.slot() == slot ? older.number() : Boot.UNKNOWN);
  }

  private Change marked(NodeState from, int generation) {
    NodeState next = from.withNewEvidence();
    int evidence = next.counters().newestEvidence();
    List<Generation> held = new ArrayList<>(next.held());
    Generation good = next.lastKnownGoodGeneration();
    held.removeIf(one -> one.slot() == slot && one.slot() != good.slot());
    return Change.of(
        next.withSlotAndHeld(slot, new SlotContent.Damaged(release, why), held)
            .recording(new Outcome.Damaged(now, slot, release, why, evidence)),
        new Step.KeepEvidence(evidence, generation, why),
        new Step.ReconcileLoader());
  }

  private boolean isKnown() {
    return state.content(slot) instanceof SlotContent.Damaged;
  }
}
