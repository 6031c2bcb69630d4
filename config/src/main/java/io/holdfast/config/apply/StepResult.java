package io.holdfast.config.apply;

import io.holdfast.config.cloud.Step;
import java.util.List;

/** What became of every action of a step, in order. A step without actions has none. */
public record StepResult(Step step, List<Outcome> outcomes) {

  /** How a step ended, as a whole. */
  public enum Ending {
    /** A condition did not hold. */
    SKIPPED,
    /** Everything was as wanted already. */
    UNCHANGED,
    /** Something was changed, and nothing failed. */
    CHANGED,
    /** Something failed. */
    FAILED
  }

  /** Copies. */
  public StepResult {
    outcomes = List.copyOf(outcomes);
  }

  /** The worst of its outcomes. */
  public Ending ending() {
    Ending ending = outcomes.isEmpty() ? Ending.UNCHANGED : Ending.SKIPPED;
    for (Outcome outcome : outcomes) {
      Ending each = of(outcome);
      ending = each.compareTo(ending) > 0 ? each : ending;
    }
    return ending;
  }

  private static Ending of(Outcome outcome) {
    if (outcome instanceof Outcome.Failed) {
      return Ending.FAILED;
    }
    if (outcome instanceof Outcome.Done done) {
      return done.effect().changed() ? Ending.CHANGED : Ending.UNCHANGED;
    }
    return Ending.SKIPPED;
  }
}
