package io.holdfast.lab.drill.act;

import java.util.List;

/**
 * One way to break a node, and what must come of it.
 *
 * @param name what {@code --act} takes
 * @param broken what is done to the node, for people
 * @param due what must come of it, for people
 * @param runs each begun from the same healthy node; at least one
 */
public record Act(String name, String broken, String due, List<ActRun> runs) {
  /** Checks that there is something to do. */
  public Act {
    if (runs.isEmpty()) {
      throw new IllegalArgumentException("act '" + name + "' has no run");
    }
    runs = List.copyOf(runs);
  }
}
