package io.holdfast.lab.drill.prepare;

import io.holdfast.lab.drill.node.DrilledNode;
import io.holdfast.lab.drill.node.NodeReport;
import io.holdfast.lab.machine.serial.ControlShell;
import io.holdfast.release.json.JsonException;
import java.io.IOException;
import java.time.Duration;

/** Waits until what a node runs is proven. Stateless. */
public final class Proving {
  /** The agent's first look at all checks, and a short bake time. */
  public static final Duration LIMIT = Duration.ofMinutes(5);

  private static final Duration COMMAND = Duration.ofMinutes(2);

  /** Between two questions, for each costs an emulated machine seconds. */
  private static final Duration ASK_AGAIN = Duration.ofSeconds(5);

  private Proving() {}

  /**
   * Waits.
   *
   * @param release name and version of what must run; empty for whatever does
   * @throws IOException if it is not within {@link #LIMIT}, or the node goes away
   */
  public static NodeReport await(DrilledNode node, String release)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (true) {
      ControlShell.Result status = node.run("holdfast status --json", COMMAND);
      try {
        NodeReport report = NodeReport.parse(status.output());
        if (report.settled()
            && report.proven()
            && (release.isEmpty() || report.release().equals(release))) {
          return report;
        }
      } catch (JsonException e) {
        throw new IOException(
            "Its status cannot be read: " + e.getMessage() + ". It printed: " + status.output(), e);
      }
      if (System.nanoTime() > deadline) {
        ControlShell.Result health = node.run("holdfast health", COMMAND);
        throw new IOException(
            "After "
                + LIMIT.toMinutes()
                + " minutes "
                + (release.isEmpty() ? "it is not proven" : release + " does not run, proven")
                + ". Its status: "
                + status.output().strip()
                + ". Its health checks: "
                + health.output().strip());
      }
      Thread.sleep(ASK_AGAIN);
    }
  }
}
