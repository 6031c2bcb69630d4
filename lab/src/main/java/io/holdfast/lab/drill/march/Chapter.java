package io.holdfast.lab.drill.march;

import java.time.Instant;
import java.util.List;

/**
 * What came of one act of the drill.
 *
 * @param act which
 * @param problems what did not hold, a sentence each; empty if all held
 * @param found what was seen, for people; may be empty
 */
public record Chapter(
    MarchAct act, Instant began, Instant ended, List<String> problems, String found) {
  /** Copies. */
  public Chapter {
    problems = List.copyOf(problems);
  }

  /** Whether everything was as it must be. */
  public boolean held() {
    return problems.isEmpty();
  }
}
