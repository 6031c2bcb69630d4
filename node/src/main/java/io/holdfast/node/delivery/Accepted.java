package io.holdfast.node.delivery;

import io.holdfast.node.settle.NodeContext;
import io.holdfast.node.trial.ChangeQueue;
import io.holdfast.node.trial.Generation;
import io.holdfast.node.trial.NodeState;
import io.holdfast.node.trial.RefusedException;
import io.holdfast.node.trial.Waiting;
import java.io.IOException;

/** What became of a change that was checked and found good. */
public sealed interface Accepted {

  /** Its trial is next. */
  record Armed(Generation generation) implements Accepted {}

  /**
   * Something else is on trial, and it waits.
   *
   * @param behind what it waits for
   * @param place in the queue, from 1
   */
  record Waits(Waiting waiting, Generation behind, int place) implements Accepted {
    /** For people, a line. */
    public String words() {
      return waiting + " waits, as number " + place + " in the queue: " + behind + " is on trial.";
    }
  }

  /**
   * Puts a change into the queue.
   *
   * @throws RefusedException if it need not wait, or the queue does not take it
   */
  static Accepted queue(NodeContext node, Waiting waiting) throws IOException, RefusedException {
    NodeState state = node.store().update(now -> ChangeQueue.add(now, waiting)).state();
    Generation behind = state.onTrial();
    if (behind == null) {
      throw new IllegalStateException("nothing waits unless something is on trial");
    }
    return new Waits(waiting, behind, state.queue().indexOf(waiting) + 1);
  }
}
