package io.holdfast.node.agent;

import io.holdfast.host.Command;
import io.holdfast.node.settle.NodeContext;
import io.holdfast.node.trial.NodeState;
import io.holdfast.node.trial.Trial;
import java.io.IOException;
import java.time.Duration;

/**
 * Has waiting changes taken once nothing is on trial. Another process does it: an upgrade needs
 * more memory than a daemon should keep. Used by one thread.
 */
final class QueueWatch {
  private static final String TAKER = "holdfast-queue.service";

  /** A repository that was not there may be again. */
  private static final Duration TRY_AGAIN = Duration.ofMinutes(10);

  private final NodeContext node;
  private boolean lookedBefore;
  private long epoch = -1;
  private long asked;

  QueueWatch(NodeContext node) {
    this.node = node;
  }

  /** Asks for it if it is due; called whenever the state has changed, and now and then. */
  void look() throws InterruptedException {
    try {
      NodeState state = node.store().read();
      boolean first = !lookedBefore;
      lookedBefore = true;
      if (!isDue(state, first)) {
        return;
      }
      long now = System.nanoTime();
      if (state.epoch() == epoch && now - asked < TRY_AGAIN.toNanos()) {
        return;
      }
      epoch = state.epoch();
      asked = now;
      Command.of("systemctl", "start", "--no-block", TAKER).run();
    } catch (IOException e) {
      Console.tell(node, "the queue cannot be looked at: " + e.getMessage());
    }
  }

  /** What is staged since before this start, the machine died before it was armed. */
  private static boolean isDue(NodeState state, boolean first) {
    return switch (state.trial()) {
      case Trial.Idle _ -> !state.queue().isEmpty();
      case Trial.Staged _ -> first && !state.isTrialInPlace();
      case Trial.Armed _, Trial.Trying _, Trial.Reverting _ -> false;
    };
  }
}
