package io.holdfast.node.withdrawal;

import io.holdfast.config.policy.WithdrawnSource;
import io.holdfast.node.settle.NodeContext;
import io.holdfast.node.upgrade.UpgradeProgress;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The node's own look at what is withdrawn, with nobody there: what must be fetched goes into the
 * queue, going back begins at once, and what is wrong stands in {@code holdfast status}. A look
 * that fails leaves the node as it was. One at a time.
 *
 * @param node that looks
 * @param source where, and what is done without a way
 * @param says hears a line about each thing that is done, or newly wrong
 */
public record Lookout(NodeContext node, WithdrawnSource source, Consumer<String> says) {
  /** Looks once; null if it failed, and then it is told why. */
  public @Nullable Look look() throws InterruptedException {
    try {
      BringByQueue queue = new BringByQueue(node, InstantSource.system());
      Look look =
          new Following(node, source.from(), source.then(), queue, UpgradeProgress.SILENT)
              .follow(vouched -> BringByQueue.leftOut(node.store().read(), vouched, Instant.now()));
      look.done().forEach(says);
      show(FollowProblem.of(look));
      return look;
    } catch (IOException | RuntimeException e) {
      // Whatever it was, the node is no worse than before.
      show("what is withdrawn cannot be looked at: " + e.getMessage());
      return null;
    }
  }

  private void show(String problem) {
    FollowProblem kept = new FollowProblem(node.paths().followProblem());
    try {
      if (kept.keep(problem)) {
        says.accept(problem);
      }
    } catch (IOException e) {
      says.accept(kept.file() + " cannot be written: " + e.getMessage());
    }
  }
}
