package io.holdfast.node.trial;

import io.holdfast.release.Digest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** How a trial is left that is not to go on. Pure. */
final class Undoing {
  private Undoing() {}

  /** Marks a trial as reverting and says how to leave it. */
  static Change undo(NodeState state, Trial.Active trial, RevertReason reason, Booted booted) {
    NodeState next = state.withFinishingReboots(0);
    int evidence = 0;
    if (reason.bars()) {
      next = next.withNewEvidence();
      evidence = next.counters().newestEvidence();
    }
    Generation generation = trial.generation();
    Trial.Reverting reverting = new Trial.Reverting(generation, reason, evidence);
    next = next.withTrial(reverting);
    // Recovery ends a trial as a person would, and nobody has anything against it there.
    if (reason instanceof RevertReason.ByPerson && booted instanceof Booted.ByEntry) {
      next = Configurations.left(next, generation, next.lastKnownGoodGeneration());
    }
    return new Change(next, undoSteps(next, reverting, booted));
  }

  /**
   * Ends a trial of content that something else overtakes, before a machine that goes down anyway.
   * It says nothing against the content.
   */
  static NodeState overtaken(NodeState state, Trial.Active trial, Instant now) {
    return state
        .withTrial(new Trial.Idle())
        .recording(new Outcome.Reverted(now, trial.generation(), new RevertReason.Overtaken(), 0));
  }

  /**
   * The same for a trial whose slot is known to be damaged; nothing held there is of use either.
   */
  static Change undoInDamagedSlot(
      NodeState state, Trial.Active trial, String where, Booted booted) {
    RevertReason reason = new RevertReason.Failed(new PreviousEnd.VerityDamage(where));
    Change undone = undo(state, trial, reason, booted);
    Generation generation = trial.generation();
    return new Change(
        undone
            .state()
            .withSlotAndHeld(
                generation.slot(),
                new SlotContent.Damaged(generation.release(), where),
                undone.state().heldOutside(generation.slot())),
        undone.steps());
  }

  /**
   * Evidence first, then the entry, then the end or the way there. Content is switched back before
   * anything else: its consumers need not wait for the evidence.
   */
  static List<Step> undoSteps(NodeState state, Trial.Reverting reverting, Booted booted) {
    List<Step> steps = new ArrayList<>();
    Generation generation = reverting.generation();
    boolean inPlace = state.isTrialInPlace();
    if (inPlace) {
      steps.add(new Step.Activate());
    }
    if (reverting.evidence() > 0) {
      steps.add(
          new Step.KeepEvidence(
              reverting.evidence(), generation.number(), reverting.reason().words()));
    }
    if (inPlace) {
      steps.add(new Step.FinishRevert());
      return steps;
    }
    steps.add(new Step.ReconcileLoader());
    steps.add(
        TrialMachine.runs(booted, generation)
            ? new Step.Reboot("to leave " + generation + ": " + reverting.reason().words())
            : new Step.FinishRevert());
    return steps;
  }

  /**
   * The same on a machine that runs: a configuration or an extension that is in effect stays so
   * until the next start, which therefore ends the revert. In recovery nothing of it is in effect.
   *
   * @param before the state that knows whether it is in effect
   */
  static Change leaving(NodeState before, Change undone, Booted booted) {
    boolean inEffect =
        TrialMachine.runs(booted, before.lastKnownGoodGeneration())
            && (before.trial() instanceof Trial.Trying
                || before.trial() instanceof Trial.Reverting);
    if (!before.isTrialFromStart() || !inEffect) {
      return undone;
    }
    List<Step> steps = new ArrayList<>(undone.steps());
    steps.removeIf(step -> step instanceof Step.FinishRevert);
    steps.add(new Step.Reboot("to leave what only a start takes back"));
    return new Change(undone.state(), steps);
  }

  /** The manifests of what was new in a trial. */
  static List<Digest> whatFailed(Generation failed, Generation good) {
    return failed.isBesides(good) ? failed.partsNotIn(good) : List.of(failed.release().manifest());
  }
}
