package io.holdfast.config.apply;

import io.holdfast.config.cloud.Stage;
import java.util.List;

/** What became of every action of a stage, in order. */
public record StageResult(Stage stage, List<Outcome> outcomes) {

  /** Copies. */
  public StageResult {
    outcomes = List.copyOf(outcomes);
  }

  /** Those that failed; empty if the stage went well. */
  public List<Outcome.Failed> failures() {
    return outcomes.stream()
        .filter(Outcome.Failed.class::isInstance)
        .map(Outcome.Failed.class::cast)
        .toList();
  }
}
