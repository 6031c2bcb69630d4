package io.holdfast.node.state;

import io.holdfast.node.trial.NodeState;

/** What one copy of the state turned out to be. */
sealed interface Copy {

  /** Whole and sensible. */
  record Valid(NodeState state) implements Copy {}

  /** Whole, and in a format of the future. */
  record Newer(long version) implements Copy {}

  /**
   * Missing, torn, damaged, or not holding together.
   *
   * @param problem what is wrong, to follow "state.a: "
   */
  record Unusable(String problem) implements Copy {}
}
