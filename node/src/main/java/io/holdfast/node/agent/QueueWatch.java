package io.holdfast.node.agent;

import io.holdfast.host.Command;
import io.holdfast.node.policy.NodePolicy;
import io.holdfast.node.settle.NodeContext;
import io.holdfast.node.trial.NodeState;
import io.holdfast.node.trial.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;

/**
 * Has waiting changes taken once nothing is on trial. Another process does it: an upgrade needs
 * more memory than a daemon should keep. Used by one thread.
 */
final class QueueWatch {
  private static final String TAKER = "holdfast-queue.service";

  /** A repository that was not there may be again. */
  private static final Duration TRY_AGAIN = Duration.ofMinutes(10);

  private static final int UNKNOWN = -1;

  private final NodeContext node;
  private int stagedBefore = UNKNOWN;
  private long epoch = -1;
  private long asked;

  QueueWatch(NodeContext node) {
    this.node = node;
  }

  /** Asks for it if it is due; called whenever the state has changed, and now and then. */
  void look() throws InterruptedException {
    try {
      NodeState state = node.store().read();
      if (stagedBefore == UNKNOWN) {
        stagedBefore = state.trial() instanceof Trial.Staged(var staged) ? staged.number() : 0;
      }
      boolean restartDue = Files.exists(node.paths().restartDue());
      if (!(restartDue || isDue(state)) || !mayBegin(state, restartDue)) {
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

  /** Whether any of what is due may begin now. */
  private boolean mayBegin(NodeState state, boolean restartDue) throws IOException {
    NodePolicy policy = NodePolicy.of(node.paths(), node.booted());
    Instant now = Instant.now();
    boolean restarts = restartDue || state.trial() instanceof Trial.Staged;
    return (restarts && policy.opening(true, now).isOpen())
        || (state.trial() instanceof Trial.Idle
            && state.queue().stream().anyMatch(waiting -> policy.opening(waiting, now).isOpen()));
  }

  /** What is staged since before this start, the machine died before it was armed. */
  private boolean isDue(NodeState state) {
    return switch (state.trial()) {
      case Trial.Idle _ -> !state.queue().isEmpty();
      case Trial.Staged(var staged) -> staged.number() == stagedBefore && !state.isTrialInPlace();
      case Trial.Armed _, Trial.Trying _, Trial.Reverting _ -> false;
    };
  }
}
