package io.holdfast.config.apply;

import java.util.ArrayList;
import java.util.List;

/**
 * What became of every step of a stage, in order.
 *
 * @param stage its name, such as {@code boot}
 */
public record StageResult(String stage, List<StepResult> steps) {

  /** Copies. */
  public StageResult {
    steps = List.copyOf(steps);
  }

  /** Those of all steps. */
  public List<Outcome> outcomes() {
    List<Outcome> outcomes = new ArrayList<>();
    steps.forEach(step -> outcomes.addAll(step.outcomes()));
    return outcomes;
  }

  /** Those that failed; empty if the stage went well. */
  public List<Outcome.Failed> failures() {
    return outcomes().stream()
        .filter(Outcome.Failed.class::isInstance)
        .map(Outcome.Failed.class::cast)
        .toList();
  }
}
