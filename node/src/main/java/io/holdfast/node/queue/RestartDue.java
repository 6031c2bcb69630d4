package io.holdfast.node.queue;

import io.holdfast.node.delivery.ConfigurationDelivery;
import io.holdfast.node.settle.NodeContext;
import io.holdfast.node.trial.Generation;
import io.holdfast.node.trial.NodeState;
import io.holdfast.node.trial.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The mark that says: what the queue took is ready, no window is open any more, and the machine
 * restarts for it once one is. It is lost with any restart, for that begins the trial.
 *
 * @param node which is to restart
 */
record RestartDue(NodeContext node) {
  /** Sets it, for what is ready now. */
  void set() throws IOException {
    Files.writeString(file(), subject());
  }

  /** True if it is set for what is still ready; else it is removed. */
  boolean isSet() throws IOException {
    if (!Files.exists(file())) {
      return false;
    }
    String subject = subject();
    if (!subject.isEmpty() && Files.readString(file()).equals(subject)) {
      return true;
    }
    Files.delete(file());
    return false;
  }

  /** What a restart would begin the trial of; empty if of nothing. */
  private String subject() throws IOException {
    NodeState state = node.store().read();
    Generation trial = state.onTrial();
    if (state.trial() instanceof Trial.Armed && trial != null) {
      return "generation " + trial.number();
    }
    return new ConfigurationDelivery(node).isDue() ? "configuration" : "";
  }

  private Path file() {
    return node.paths().restartDue();
  }
}
