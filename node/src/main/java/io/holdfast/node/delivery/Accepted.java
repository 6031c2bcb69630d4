package io.holdfast.node.delivery;

import io.holdfast.node.policy.Opening;
import io.holdfast.node.settle.NodeContext;
import io.holdfast.node.trial.ChangeQueue;
import io.holdfast.node.trial.Generation;
import io.holdfast.node.trial.NodeState;
import io.holdfast.node.trial.RefusedException;
import io.holdfast.node.trial.Waiting;
import io.holdfast.release.content.ContentRef;
import java.io.IOException;

/** What became of a change that was checked and found good. */
public sealed interface Accepted {

  /** Its trial is next. */
  record Armed(Generation generation) implements Accepted {}

  /**
   * It waits for its turn.
   *
   * @param why in words: something else is on trial, this is recovery, or no window is open
   * @param place in the queue, from 1
   */
  record Waits(Waiting waiting, String why, int place) implements Accepted {
    /** For people, a line. */
    public String words() {
      return waiting + " waits, as number " + place + " in the queue: " + why + ".";
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
    Generation behind = state.onTrial();
    return waits(state, waiting, behind == null ? "no generation runs" : behind + " is on trial");
  }

  /**
   * Puts a change into the queue until it may begin.
   *
   * @throws RefusedException if the queue does not take it
   */
  static Accepted queue(NodeContext node, Waiting waiting, Opening.Closed closed)
      throws IOException, RefusedException {
    NodeState state = node.store().update(now -> ChangeQueue.addHeld(now, waiting)).state();
    Generation behind = state.onTrial();
    return waits(
        state,
        waiting,
        behind == null ? closed.why() + "; --now does not wait for one" : behind + " is on trial");
  }

  private static Waits waits(NodeState state, Waiting waiting, String why) {
    return new Waits(waiting, why, state.queue().indexOf(waiting) + 1);
  }
}
