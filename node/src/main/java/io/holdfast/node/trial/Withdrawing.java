package io.holdfast.node.trial;

import java.time.Instant;

/**
 * A trial ends because what is on trial was withdrawn. Whoever withdrew it is a person who asked
 * for it elsewhere, and it says nothing of what happened here: it ends as by a person, is not
 * barred, and the history says why first. Pure.
 */
public final class Withdrawing {
  private Withdrawing() {}

  /**
   * Ends it.
   *
   * @param why in one line
   * @throws RefusedException if that generation is not on trial any more, or there is nothing whole
   *     to go back to
   */
  public static Change ended(
      NodeState state, Generation trial, String why, Booted booted, Instant now)
      throws RefusedException {
    Generation present = state.onTrial();
    if (present == null || present.number() != trial.number()) {
      throw new RefusedException(
          "Ending the trial of " + trial, "it is over", "Nothing needs to be done");
    }
    NodeState told =
        state.recording(new Outcome.NotTaken(now, "generation " + trial.number(), why));
    return TrialMachine.revertRequested(told, booted, now);
  }
}
