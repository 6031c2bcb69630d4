package io.holdfast.node.state;

import io.holdfast.node.trial.NodeState;

/**
 * The two copies side by side, and which of them counts: the valid one that was written last. The
 * next is written over the other, so that a valid one is never given up for one that is not there
 * yet. In the normal run of things even epochs are in the first copy and odd ones in the second.
 *
 * @param place where they are, for messages
 */
record Copies(String place, Copy first, Copy second) {
  static final String FIRST = "state.a";
  static final String SECOND = "state.b";

  /**
   * The state.
   *
   * @throws StateTooNewException if either copy is whole and newer than this code
   * @throws StateUnreadableException if neither copy can be used
   */
  NodeState newest() throws StateTooNewException, StateUnreadableException {
    refuseNewer(FIRST, first);
    refuseNewer(SECOND, second);
    if (first instanceof Copy.Valid(NodeState one)) {
      return second instanceof Copy.Valid(NodeState other) && other.epoch() > one.epoch()
          ? other
          : one;
    }
    if (second instanceof Copy.Valid(NodeState other)) {
      return other;
    }
    throw new StateUnreadableException(
        "The node's state in "
            + place
            + " cannot be read: "
            + FIRST
            + ": "
            + problem(first)
            + "; "
            + SECOND
            + ": "
            + problem(second)
            + ". Nothing was changed. Put back a copy of either file, or boot the recovery slot and"
            + " run 'holdfast reset'.");
  }

  /** Name of the copy that the state after the newest belongs in. */
  String next() throws StateTooNewException, StateUnreadableException {
    NodeState newest = newest();
    boolean inFirst = first instanceof Copy.Valid(NodeState one) && one.equals(newest);
    return inFirst ? SECOND : FIRST;
  }

  private void refuseNewer(String name, Copy copy) throws StateTooNewException {
    if (copy instanceof Copy.Newer(long version)) {
      throw new StateTooNewException(
          "The node's state in "
              + place
              + " was written by a newer Holdfast: "
              + name
              + " has format version "
              + version
              + ", this one knows up to "
              + StateFormat.VERSION
              + ". Nothing was changed. Use the newer Holdfast, or boot the recovery slot and run"
              + " 'holdfast reset'.");
    }
  }

  private static String problem(Copy copy) {
    return copy instanceof Copy.Unusable(String problem) ? problem : "not usable";
  }
}
