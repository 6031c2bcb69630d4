package io.holdfast.lab.drill.run;

import io.holdfast.lab.drill.act.Expectation;
import io.holdfast.lab.drill.act.July2024;
import io.holdfast.lab.drill.act.Moment.Kind;
import io.holdfast.lab.drill.node.DrilledNode;
import io.holdfast.lab.drill.node.NodeReport;
import io.holdfast.lab.machine.serial.ControlShell;
import io.holdfast.lab.machine.serial.MachineSilentException;
import io.holdfast.lab.machine.serial.MachineWentAwayException;
import io.holdfast.release.json.JsonException;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Waits until a node that was broken has settled. It is left alone meanwhile: only a system that
 * offers its login is asked what it is, for every question costs a slow machine time.
 */
record Settling(DrilledNode node, Limits limits, Consumer<String> step) {
  /** Between two questions to a system that is on trial. */
  private static final Duration ASK_AGAIN = Duration.ofSeconds(20);

  /** What the agent says on the console when a trial has ended well. */
  static final String COMMITTED = "generation committed";

  /**
   * Waits.
   *
   * @param begin the place in the record from which on logins count
   * @return what the node says of itself once it has settled on one of the expected versions
   * @throws MachineSilentException if it does not within the limit
   */
  NodeReport await(int begin, Expectation expectation) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + limits.settling().toNanos();
    int place = begin;
    while (true) {
      place =
          node.recorder()
              .await(place, moment -> moment.kind() == Kind.LOGIN, "a login", left(deadline));
      NodeReport report = observe(place, expectation, deadline);
      if (report != null) {
        return report;
      }
      place =
          node.recorder()
              .await(
                  place,
                  moment -> moment.kind() == Kind.RESET,
                  "the node to leave what it tried",
                  left(deadline));
    }
  }

  /**
   * Asks a node that never went down.
   *
   * @return what the node says of itself
   * @throws IOException if it has not settled
   */
  NodeReport asItRuns(Expectation expectation) throws IOException, InterruptedException {
    NodeReport report = status();
    if (report == null) {
      throw new IOException("The node does not say what it runs.");
    }
    if (!report.settled() || !isExpected(report, expectation)) {
      throw new IOException(
          "The node has not settled: it runs "
              + report.release()
              + ", and its trial is "
              + report.trial()
              + ".");
    }
    return report;
  }

  /** Watches one system: null if it goes away, or is none that stays. */
  private @Nullable NodeReport observe(int place, Expectation expectation, long deadline)
      throws IOException, InterruptedException {
    try {
      node.waitForShell(limits.shell());
      String version = node.run(GuestCommands.VERSION, limits.command()).output().strip();
      step.accept(version + " offers its login");
      boolean expected = expectation.runs().stream().anyMatch(one -> one.text().equals(version));
      while (expected) {
        int asked = node.recorder().now();
        NodeReport report = status();
        if (report != null && report.settled() && isExpected(report, expectation)) {
          return report;
        }
        if (leftOrCommitted(place, asked, left(deadline))) {
          return null;
        }
      }
      return null;
    } catch (MachineWentAwayException e) {
      // It restarted while it was asked; the next login tells more.
      return null;
    }
  }

  /** Null if it cannot say: a system that is on its way down has let go of its disk already. */
  private @Nullable NodeReport status() throws IOException, InterruptedException {
    ControlShell.Result result = node.run(GuestCommands.STATUS, limits.command());
    if (!result.succeeded()) {
      return null;
    }
    String output = result.output();
    try {
      return NodeReport.parse(output);
    } catch (JsonException e) {
      throw new IOException(
          "The node's status cannot be read: " + e.getMessage() + ". It printed: " + output, e);
    }
  }

  /**
   * Waits a while, less if the node says that it has committed, be it while it was asked.
   *
   * @return whether it has been reset
   */
  private boolean leftOrCommitted(int place, int asked, Duration left)
      throws IOException, InterruptedException {
    Duration limit = left.compareTo(ASK_AGAIN) < 0 ? left : ASK_AGAIN;
    try {
      node.recorder()
          .await(
              asked,
              moment -> moment.kind() == Kind.RESET || moment.text().contains(COMMITTED),
              "a decision",
              limit);
    } catch (MachineSilentException e) {
      if (left.compareTo(ASK_AGAIN) < 0) {
        throw e;
      }
    }
    return node.recorder().moments().stream()
        .skip(place)
        .anyMatch(moment -> moment.kind() == Kind.RESET);
  }

  private static boolean isExpected(NodeReport report, Expectation expectation) {
    return expectation.runs().stream()
        .anyMatch(version -> report.release().equals(July2024.RELEASE + " " + version));
  }

  private Duration left(long deadline) {
    return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
  }
}
