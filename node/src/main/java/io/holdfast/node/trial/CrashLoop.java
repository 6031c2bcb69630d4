package io.holdfast.node.trial;

import io.holdfast.release.Digest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The crash-loop breaker: being committed is not for ever. When the last known good's boots keep
 * ending badly, the newest change is taken for the cause and undone; if that was not it, the one
 * before; and when nothing is left to go back to, recovery is started. The numbers are in {@link
 * BadEnds}. Pure.
 */
public final class CrashLoop {
  private CrashLoop() {}

  /**
   * A boot of the last known good ended badly, while nothing that is on trial had begun to run; it
   * runs again.
   *
   * @param end one that the generation may be blamed for
   */
  static Change badEnd(NodeState state, PreviousEnd end, Booted booted, Instant now) {
    Generation good = state.lastKnownGoodGeneration();
    BadEnds ends = state.counters().badEnds().and(end);
    NodeState counted = state.withFinishingReboots(0).withNewEvidence().withBadEnds(ends);
    int evidence = counted.counters().newestEvidence();
    NodeState next = counted.recording(new Outcome.Crashed(now, good, end, evidence));
    if (ends.isLoop()) {
      NodeState idle =
          next.trial() instanceof Trial.Active waiting
              ? Undoing.overtaken(next, waiting, now)
              : next;
      return broken(idle.withBadEnds(BadEnds.NONE), ends, booted, now);
    }
    return Change.of(
        next,
        new Step.KeepEvidence(evidence, good.number(), end.words()),
        new Step.ReconcileLoader());
  }

  private static Change broken(NodeState state, BadEnds ends, Booted booted, Instant now) {
    Generation good = state.lastKnownGoodGeneration();
    int evidence = state.counters().newestEvidence();
    String why = "suspected after " + ends.words();
    NodeState accusing = state;
    Generation before = state.before();
    if (before != null) {
      for (Digest manifest : Undoing.whatFailed(good, before)) {
        accusing = accusing.barring(new Barred(manifest, why, evidence));
      }
    }
    Generation refuge = newestUnbarred(accusing);
    if (refuge == null) {
      return recovery(state, ends, why, now);
    }
    NodeState next =
        accusing
            .withTrialAndHeld(state.trial(), heldUntil(state, refuge))
            .recording(new Outcome.Suspected(now, good, refuge, ends.all(), evidence));
    List<Step> steps = new ArrayList<>();
    if (good.isBesides(refuge)) {
      steps.add(new Step.Activate());
    }
    steps.add(new Step.KeepEvidence(evidence, good.number(), why));
    steps.add(new Step.ReconcileLoader());
    if (!TrialMachine.runs(booted, refuge)) {
      steps.add(new Step.Reboot("to leave " + good + ", " + why + ", for " + refuge));
    }
    return new Change(next, steps);
  }

  /** What is held before the last known good, without anything that failed; or null. */
  private static @Nullable Generation newestUnbarred(NodeState state) {
    Generation newest = null;
    for (Generation one : state.held().subList(0, state.held().size() - 1)) {
      boolean failed =
          state.isBarred(one.release())
              || state.barring(one.configuration()) != null
              || one.contents().stream().anyMatch(has -> state.barring(has.manifest()) != null);
      newest = failed ? newest : one;
    }
    return newest;
  }

  private static List<Generation> heldUntil(NodeState state, Generation last) {
    return state.held().subList(0, state.held().indexOf(last) + 1);
  }

  private static Change recovery(NodeState state, BadEnds ends, String why, Instant now) {
    Generation good = state.lastKnownGoodGeneration();
    int evidence = state.counters().newestEvidence();
    List<Step> steps = new ArrayList<>();
    steps.add(new Step.KeepEvidence(evidence, good.number(), why));
    steps.add(new Step.ReconcileLoader());
    if (!(state.content(Slot.RECOVERY) instanceof SlotContent.Holds)) {
      steps.add(new Step.Note(good + " is " + why + "; nothing older is held, and no recovery"));
      return new Change(state, steps);
    }
    steps.add(new Step.ChooseRecovery());
    steps.add(new Step.Reboot("into recovery: " + good + " is " + why));
    return new Change(state.recording(new Outcome.GaveUp(now, good, ends.all(), evidence)), steps);
  }

  /** What runs has run for {@link BadEnds#FORGIVEN_AFTER}: what was before is forgotten. */
  public static Change ranLong(NodeState state) {
    return state.counters().badEnds().equals(BadEnds.NONE)
        ? Change.of(state)
        : Change.of(state.withBadEnds(BadEnds.NONE));
  }

  /**
   * A person vouches for the last known good: the boots that ended badly had another cause.
   *
   * @throws RefusedException if something is on trial, or nothing is held against it
   */
  public static Change vouched(NodeState state, Instant now) throws RefusedException {
    String what = "Committing";
    Demands.demandIdle(state, what);
    Generation good = state.lastKnownGoodGeneration();
    if (state.counters().badEnds().equals(BadEnds.NONE)) {
      throw new RefusedException(
          what, "nothing is held against " + good, "Nothing needs to be done");
    }
    return Change.of(state.withBadEnds(BadEnds.NONE).recording(new Outcome.VouchedFor(now, good)));
  }
}
