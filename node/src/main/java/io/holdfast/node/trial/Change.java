package io.holdfast.node.trial;

import java.util.List;

/**
 * What follows from an event: first the state is saved, then the steps are done one after the
 * other. If one fails, those after it are not done; the machine's next start picks it up again.
 *
 * @param state equal to the state before if nothing is to be saved
 * @param steps in order
 */
public record Change(NodeState state, List<Step> steps) {
  /** Copies. */
  public Change {
    steps = List.copyOf(steps);
  }

  static Change of(NodeState state, Step... steps) {
    return new Change(state, List.of(steps));
  }
}
