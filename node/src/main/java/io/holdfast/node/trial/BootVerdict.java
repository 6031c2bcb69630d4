package io.holdfast.node.trial;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What follows from what an agent sees when it starts. */
record BootVerdict(NodeState state, Boot boot, Instant now) {

  Change change() {
    return switch (boot.booted()) {
      // Recovery is outside all trials: whoever started it will want to find things as they were.
      case Booted.InRecovery _ ->
          Change.of(state, new Step.Note("recovery runs; the trial stands as it was"));
      case Booted.InGeneration(int number) -> {
        Generation trial = state.onTrial();
        if (trial != null && trial.number() == number) {
          yield trialRuns();
        }
        yield state.held(number) != null ? committedRuns(number) : strangerRuns(number);
      }
    };
  }

  private Change trialRuns() {
    return switch (state.trial()) {
      case Trial.Idle _ -> throw new IllegalStateException("asked only with something on trial");
      // Only a state older than the disk says so: whatever it armed, nothing here knows of it.
      case Trial.Staged(Generation generation) ->
          leave(
              "to leave " + generation + ", which is not armed",
              TrialMachine.MAX_FINISHING_REBOOTS);
      case Trial.Armed armed ->
          Change.of(
              state
                  .withFinishingReboots(0)
                  .withTrial(
                      new Trial.Trying(
                          armed.generation(), armed.triesLeft(), armed.deadline(), boot.bootId())),
              new Step.ReconcileLoader());
      case Trial.Trying trying ->
          trying.bootId().equals(boot.bootId())
              ? Change.of(state, new Step.ReconcileLoader())
              : triedAgain(trying);
      case Trial.Reverting reverting ->
          leave(
              "to leave " + reverting.generation() + ": " + reverting.reason().words(),
              TrialMachine.MAX_REVERT_REBOOTS);
    };
  }

  /** The loader started it once more without the last known good between: that is a try as well. */
  private Change triedAgain(Trial.Trying trying) {
    Trial.Trying again =
        new Trial.Trying(
            trying.generation(),
            Math.max(1, trying.triesLeft() - 1),
            trying.deadline(),
            boot.bootId());
    if (!state.lastKnownGoodIsWhole()) {
      return Change.of(
          state.withTrial(again),
          new Step.ReconcileLoader(),
          new Step.Note("the last known good is damaged; there is nothing to go back to"));
    }
    RevertReason reason = reasonToGiveUp(trying.generation(), trying.triesLeft());
    return reason != null
        ? TrialMachine.undo(state, trying, reason, boot.booted())
        : died(trying.generation(), again, again.triesLeft(), List.of());
  }

  private Change committedRuns(int number) {
    return switch (state.trial()) {
      case Trial.Idle _ ->
          number == state.lastKnownGood() ? lastKnownGoodRuns() : olderRuns(number);
      case Trial.Staged(Generation generation) ->
          number == state.lastKnownGood()
              ? Change.of(state, new Step.ReconcileLoader(), new Step.VerifyStaged(generation))
              : Change.of(state, chosenByPerson(number));
      case Trial.Armed armed ->
          boot.entry(armed.generation().number()) == EntryState.TRIED
              ? attemptEnded(number, armed)
              : notStarted(number, armed);
      case Trial.Trying trying ->
          attemptEnded(
              number, new Trial.Armed(trying.generation(), trying.triesLeft(), trying.deadline()));
      case Trial.Reverting reverting ->
          new Change(state, TrialMachine.undoSteps(reverting, boot.booted()));
    };
  }

  /** The generation on trial was started and is not what runs: its boot ended badly. */
  private Change attemptEnded(int number, Trial.Armed trial) {
    RevertReason reason = reasonToGiveUp(trial.generation(), trial.triesLeft());
    if (reason != null) {
      return TrialMachine.undo(state, trial, reason, boot.booted());
    }
    if (number != state.lastKnownGood()) {
      // A restart now would pull the machine from under whoever chose this in the menu. The mark
      // and
      // the entry stay as they are, so that the last known good counts this try when it boots.
      return Change.of(state, chosenByPerson(number));
    }
    Generation generation = trial.generation();
    int left = trial.triesLeft() - 1;
    return died(
        generation,
        new Trial.Armed(generation, left, trial.deadline()),
        left,
        List.of(new Step.Reboot("to try " + generation + " again")));
  }

  /** The switch is marked in the state, and the loader has not started what it is to. */
  private Change notStarted(int number, Trial.Armed armed) {
    if (number != state.lastKnownGood()) {
      return Change.of(state, chosenByPerson(number));
    }
    if (state.counters().finishingReboots() >= TrialMachine.MAX_FINISHING_REBOOTS) {
      return TrialMachine.undo(
          state,
          armed,
          new RevertReason.NeverChosen(TrialMachine.MAX_FINISHING_REBOOTS),
          boot.booted());
    }
    return leave(
        "to finish the switch to " + armed.generation(), TrialMachine.MAX_FINISHING_REBOOTS);
  }

  private Change lastKnownGoodRuns() {
    Generation good = state.lastKnownGoodGeneration();
    // Evidence that does not say whom it is about may be a leftover of a trial: it condemns nobody.
    if (boot.endedGeneration() == good.number()
        && boot.previousEnd() instanceof PreviousEnd.VerityDamage(String where)) {
      return damaged(good, where);
    }
    return Change.of(state.withFinishingReboots(0), new Step.ReconcileLoader());
  }

  private Change olderRuns(int number) {
    Generation good = state.lastKnownGoodGeneration();
    if (boot.endOf(good.number()) instanceof PreviousEnd.VerityDamage(String where)) {
      return damaged(good, where);
    }
    if (boot.entry(good.number()) != EntryState.SETTLED) {
      return leave(
          "to return to " + good + ", whose commit was interrupted",
          TrialMachine.MAX_FINISHING_REBOOTS);
    }
    return Change.of(
        state.withFinishingReboots(0), new Step.ReconcileLoader(), chosenByPerson(number));
  }

  private Change damaged(Generation good, String where) {
    return new SlotDamage(state, good.slot(), good.release(), where, boot.booted(), now)
        .ofLastKnownGood();
  }

  /** What runs has a number that the state does not know: dropped, or of a state that was lost. */
  private Change strangerRuns(int number) {
    return leave(
        "to leave generation " + number + ", which is not held any more",
        TrialMachine.MAX_FINISHING_REBOOTS);
  }

  /** Null as long as another try is due. */
  private @Nullable RevertReason reasonToGiveUp(Generation generation, int tries) {
    PreviousEnd end = boot.endOf(generation.number());
    if (!(end instanceof PreviousEnd.Unexplained)) {
      return new RevertReason.Failed(end);
    }
    return tries > 1 ? null : new RevertReason.DiedWithoutTrace(deathsOf(generation) + 1);
  }

  private int deathsOf(Generation generation) {
    int deaths = 0;
    for (Outcome outcome : state.history()) {
      if (outcome instanceof Outcome.Died died && died.generation().equals(generation)) {
        deaths++;
      }
    }
    return deaths;
  }

  private Change died(Generation generation, Trial next, int left, List<Step> last) {
    NodeState counted = state.withNewEvidence().withFinishingReboots(0).withTrial(next);
    int evidence = counted.counters().newestEvidence();
    List<Step> steps = new ArrayList<>();
    steps.add(
        new Step.KeepEvidence(
            evidence, generation.number(), new PreviousEnd.Unexplained().words()));
    steps.add(new Step.ReconcileLoader());
    steps.addAll(last);
    return new Change(counted.recording(new Outcome.Died(now, generation, left, evidence)), steps);
  }

  /** Puts the loader's entries right and restarts, but not for ever. */
  private Change leave(String why, int most) {
    int soFar = state.counters().finishingReboots();
    return soFar >= most
        ? Change.of(
            state,
            new Step.ReconcileLoader(),
            new Step.Note(soFar + " restarts in a row did not help " + why))
        : Change.of(
            state.withFinishingReboots(soFar + 1),
            new Step.ReconcileLoader(),
            new Step.Reboot(why));
  }

  private Step.Note chosenByPerson(int number) {
    return new Step.Note(
        "generation "
            + number
            + " runs, perhaps chosen in the menu; last known good is "
            + state.lastKnownGood());
  }
}
