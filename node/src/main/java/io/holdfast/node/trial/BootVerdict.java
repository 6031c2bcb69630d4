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
      case Booted.ByEntry(int number) -> {
        Generation trial = state.onTrial();
        if (state.isTrialInPlace() && state.trial() instanceof Trial.Active active) {
          yield contentOnTrial(number, active);
        }
        if (trial != null && trial.entry() == number) {
          yield trialRuns();
        }
        yield state.startedBy(number) != null ? committedRuns(number) : strangerRuns(number);
      }
    };
  }

  /**
   * Content was on trial when the machine went down. Whatever started, nothing has read it yet: it
   * is taken back, and tried again later if nothing says that it was the cause.
   */
  private Change contentOnTrial(int number, Trial.Active active) {
    String where = damageOfLastKnownGood(number);
    if (where != null) {
      NodeState idle = Undoing.overtaken(state, active, now);
      return new BootVerdict(idle, boot, now).change();
    }
    Change settled =
        switch (active) {
          case Trial.Staged _, Trial.Armed _ -> beforeSwitch(number);
          case Trial.Trying trying ->
              trying.bootId().equals(boot.bootId()) ? Change.of(state) : contentDied(trying);
          case Trial.Reverting reverting ->
              new Change(state, Undoing.undoSteps(state, reverting, boot.booted()));
        };
    if (state.startedBy(number) == null) {
      return strangerRuns(number);
    }
    List<Step> steps = new ArrayList<>(settled.steps());
    if (isChosenByPerson(number)) {
      steps.add(chosenByPerson(number));
    } else {
      steps.addFirst(new Step.ReconcileLoader());
    }
    return new Change(settled.state(), steps);
  }

  /** Nothing of it has run: how the boot before ended concerns the last known good. */
  private Change beforeSwitch(int number) {
    return number == state.lastKnownGoodGeneration().entry() && isBadEnd(number)
        ? CrashLoop.badEnd(state, boot.endOf(number), boot.booted(), now)
        : Change.of(state);
  }

  /** Damaged blocks are nobody's fault: they have their own way out. */
  private boolean isBadEnd(int number) {
    PreviousEnd end = boot.endOf(number);
    return !(end instanceof PreviousEnd.Unexplained || end instanceof PreviousEnd.VerityDamage);
  }

  private Change contentDied(Trial.Trying trying) {
    Generation generation = trying.generation();
    RevertReason reason = reasonToGiveUp(generation, trying.triesLeft());
    if (reason != null) {
      return Undoing.undo(state, trying, reason, boot.booted());
    }
    int left = trying.triesLeft() - 1;
    NodeState counted =
        state.withNewEvidence().withTrial(new Trial.Armed(generation, left, trying.deadline()));
    int evidence = counted.counters().newestEvidence();
    return Change.of(
        counted.recording(new Outcome.Died(now, generation, left, evidence)),
        new Step.KeepEvidence(
            evidence, generation.number(), new PreviousEnd.Unexplained().words()));
  }

  private Change trialRuns() {
    return switch (state.trial()) {
      case Trial.Idle _ -> throw new IllegalStateException("asked only with something on trial");
      // Only a state older than the disk says so: whatever it armed, nothing here knows of it.
      case Trial.Staged(Generation generation) ->
          leave("to leave " + generation + ", which is not armed");
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
          leave("to leave " + reverting.generation() + ": " + reverting.reason().words());
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
        ? giveUp(trying, reason)
        : died(trying.generation(), again, again.triesLeft(), List.of());
  }

  private Change committedRuns(int number) {
    String where = damageOfLastKnownGood(number);
    if (where != null) {
      return damaged(number, where);
    }
    return switch (state.trial()) {
      case Trial.Idle _ -> idle(number);
      case Trial.Staged(Generation generation) ->
          isChosenByPerson(number)
              ? Change.of(state, chosenByPerson(number))
              : staged(generation, number);
      case Trial.Armed armed ->
          boot.entry(armed.generation().entry()) == EntryState.TRIED
              ? attemptEnded(number, armed)
              : notStarted(number, armed);
      case Trial.Trying trying ->
          attemptEnded(
              number, new Trial.Armed(trying.generation(), trying.triesLeft(), trying.deadline()));
      case Trial.Reverting reverting ->
          new Change(state, Undoing.undoSteps(state, reverting, boot.booted()));
    };
  }

  private Change staged(Generation generation, int number) {
    Change counted = beforeSwitch(number);
    List<Step> steps = new ArrayList<>(counted.steps());
    if (steps.isEmpty()) {
      steps.add(new Step.ReconcileLoader());
    }
    if (counted.state().trial() instanceof Trial.Staged) {
      steps.add(new Step.VerifyStaged(generation));
    }
    return new Change(counted.state(), steps);
  }

  /** The generation on trial was started and is not what runs: its boot ended badly. */
  private Change attemptEnded(int number, Trial.Armed trial) {
    RevertReason reason = reasonToGiveUp(trial.generation(), trial.triesLeft());
    if (reason != null) {
      return giveUp(trial, reason);
    }
    if (isChosenByPerson(number)) {
      // A restart now would pull the machine from under them. The mark and the entry stay as they
      // are, so that the last known good counts this try when it boots.
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
    if (isChosenByPerson(number)) {
      return Change.of(state, chosenByPerson(number));
    }
    if (state.counters().finishingReboots() >= TrialMachine.MAX_FINISHING_REBOOTS) {
      return Undoing.undo(
          state,
          armed,
          new RevertReason.NeverChosen(TrialMachine.MAX_FINISHING_REBOOTS),
          boot.booted());
    }
    return leave("to finish the switch to " + armed.generation());
  }

  private Change idle(int number) {
    Generation good = state.lastKnownGoodGeneration();
    if (state.content(good.slot()) instanceof SlotContent.Damaged(ReleaseRef _, String why)
        && damageOf(good, why).refuge() != null) {
      return damageOf(good, why).ofLastKnownGood();
    }
    if (number == good.entry()) {
      return isBadEnd(number)
          ? CrashLoop.badEnd(state, boot.endOf(number), boot.booted(), now)
          : Change.of(state.withFinishingReboots(0), new Step.ReconcileLoader());
    }
    if (boot.entry(good.entry()) != EntryState.SETTLED) {
      return leave("to return to " + good + ", whose commit was interrupted");
    }
    return Change.of(
        state.withFinishingReboots(0), new Step.ReconcileLoader(), chosenByPerson(number));
  }

  /**
   * What verity refused of the last known good, or null. Evidence that does not say whom it is
   * about condemns it only if the older generation runs: the loader comes to that one last.
   */
  private @Nullable String damageOfLastKnownGood(int number) {
    if (!(boot.previousEnd() instanceof PreviousEnd.VerityDamage(String where))) {
      return null;
    }
    int good = state.lastKnownGoodGeneration().entry();
    boolean named = boot.endedEntry() == good;
    boolean implied = boot.endedEntry() == Boot.UNKNOWN && number != good;
    return named || implied ? where : null;
  }

  /** The older one takes its place; if it cannot, that is marked, and all else goes its way. */
  private Change damaged(int number, String where) {
    SlotDamage damage = damageOf(state.lastKnownGoodGeneration(), where);
    Change marked = damage.ofLastKnownGood();
    if (damage.refuge() != null) {
      return marked;
    }
    Boot rest =
        new Boot(
            boot.booted(),
            boot.bootId(),
            boot.entries(),
            new PreviousEnd.Unexplained(),
            Boot.UNKNOWN);
    Change next = new BootVerdict(marked.state(), rest, now).committedRuns(number);
    List<Step> steps = new ArrayList<>();
    for (Step step : marked.steps()) {
      // Only the verdict may reconcile: it knows whether a tried entry was counted.
      if (step instanceof Step.KeepEvidence) {
        steps.add(step);
      }
    }
    steps.addAll(next.steps());
    return new Change(next.state(), steps);
  }

  private SlotDamage damageOf(Generation good, String why) {
    return new SlotDamage(state, good.slot(), good.release(), why, boot.booted(), now);
  }

  /** What runs has a number that the state does not know: dropped, or of a state that was lost. */
  private Change strangerRuns(int number) {
    return leave("to leave generation " + number + ", which is not held any more");
  }

  /** Null as long as another try is due. */
  private @Nullable RevertReason reasonToGiveUp(Generation generation, int tries) {
    PreviousEnd end = boot.endOf(generation.entry());
    if (end.isExplained()) {
      return new RevertReason.Failed(end);
    }
    return tries > 1 ? null : new RevertReason.DiedWithoutTrace(deathsOf(generation) + 1);
  }

  /** Only damage that names its generation condemns a slot, and the older one in it. */
  private Change giveUp(Trial.Active trial, RevertReason reason) {
    return reason instanceof RevertReason.Failed(PreviousEnd.VerityDamage(String where))
            && boot.endedEntry() == trial.generation().entry()
        ? Undoing.undoInDamagedSlot(state, trial, where, boot.booted())
        : Undoing.undo(state, trial, reason, boot.booted());
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
  private Change leave(String why) {
    int soFar = state.counters().finishingReboots();
    return soFar >= TrialMachine.MAX_LEAVING_REBOOTS
        ? Change.of(
            state,
            new Step.ReconcileLoader(),
            new Step.Note(soFar + " restarts in a row did not help " + why))
        : Change.of(
            state.withFinishingReboots(soFar + 1),
            new Step.ReconcileLoader(),
            new Step.Reboot(why));
  }

  /** The loader comes to the older generation by itself only if the last known good is damaged. */
  private boolean isChosenByPerson(int number) {
    return number != state.lastKnownGoodGeneration().entry() && state.lastKnownGoodIsWhole();
  }

  private Step.Note chosenByPerson(int number) {
    return new Step.Note(
        "generation "
            + number
            + " runs, perhaps chosen in the menu; last known good is "
            + state.lastKnownGood());
  }
}
