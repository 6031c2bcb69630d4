package io.holdfast.node.state;

import io.holdfast.node.trial.Change;
import io.holdfast.node.trial.NodeState;
import io.holdfast.node.trial.RefusedException;
import org.jspecify.annotations.Nullable;

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
            + ". Nothing was changed. Put back a copy of either file, or install the node anew.");
  }

  /** Name of the copy that the state after the newest belongs in. */
  private String next() throws StateTooNewException, StateUnreadableException {
    NodeState newest = newest();
    boolean inFirst = first instanceof Copy.Valid(NodeState one) && one.equals(newest);
    return inFirst ? SECOND : FIRST;
  }

  /**
   * What a decision makes of the newest state, and what is to be written for it, if anything.
   *
   * @throws RefusedException from the decision
   */
  Saving save(StateStore.Decision decision)
      throws StateTooNewException, StateUnreadableException, RefusedException {
    NodeState current = newest();
    Change change = decision.decide(current);
    NodeState next = change.state().withEpoch(current.epoch());
    if (next.equals(current)) {
      return new Saving(new Change(current, change.steps()), null, new byte[0]);
    }
    NodeState saved = next.withEpoch(Math.addExact(current.epoch(), 1));
    return new Saving(new Change(saved, change.steps()), next(), StateFormat.encode(saved));
  }

  /**
   * A change that takes effect once its bytes are written.
   *
   * @param change with the epoch it will have on disk
   * @param name of the copy to be replaced; null if nothing changed
   * @param bytes of that copy
   */
  @SuppressWarnings("ArrayRecordComponent") // Handed on once, never compared.
  record Saving(Change change, @Nullable String name, byte[] bytes) {}

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
              + ". Nothing was changed. Boot the release of the newer Holdfast, or install the node"
              + " anew.");
    }
  }

  private static String problem(Copy copy) {
    return copy instanceof Copy.Unusable(String problem) ? problem : "not usable";
  }
}
