package io.holdfast.node.delivery;

import io.holdfast.node.settle.NodeContext;
import io.holdfast.node.trial.ChangeQueue;
import io.holdfast.node.trial.Generation;
import io.holdfast.node.trial.NodeState;
import io.holdfast.node.trial.RefusedException;
import io.holdfast.node.trial.Waiting;
import io.holdfast.release.content.ContentRef;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What became of a change that was checked and found good. */
public sealed interface Accepted {

  /** Its trial is next. */
  record Armed(Generation generation) implements Accepted {}

  /**
   * Something else is on trial, or this is recovery, and it waits.
   *
   * @param behind what it waits for; null if that is a generation that runs
   * @param place in the queue, from 1
   */
  record Waits(Waiting waiting, @Nullable Generation behind, int place) implements Accepted {
    /** For people, a line. */
    public String words() {
      return waiting
          + " waits, as number "
          + place
          + " in the queue: "
          + (behind == null ? "no generation runs" : behind + " is on trial")
          + ".";
    }
  }

  /** A configuration that lies where the next start finds it and begins its trial. */
  record Placed(ContentRef configuration) implements Accepted {}

  /**
   * Puts a change into the queue.
   *
   * @throws RefusedException if it need not wait, or the queue does not take it
   */
  static Accepted queue(NodeContext node, Waiting waiting) throws IOException, RefusedException {
    NodeState state =
        node.store().update(now -> ChangeQueue.add(now, waiting, node.booted())).state();
    return new Waits(waiting, state.onTrial(), state.queue().indexOf(waiting) + 1);
  }
}
