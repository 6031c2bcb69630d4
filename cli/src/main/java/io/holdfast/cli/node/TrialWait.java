package io.holdfast.cli.node;

import io.holdfast.cli.ExitCode;
import io.holdfast.node.delivery.ContentDelivery;
import io.holdfast.node.trial.Generation;
import io.holdfast.node.trial.Outcome;
import java.io.IOException;
import java.time.Duration;
import picocli.CommandLine.Option;

/** The options of commands that put content on trial: whether they wait for its end. */
final class TrialWait {
  @Option(names = "--no-wait", description = "Return once it is armed; 'holdfast status' tells.")
  private boolean noWait;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "Longest wait for the end of the trial (default: ${DEFAULT-VALUE}).")
  private long timeout = 3600;

  /** Waits for the agent's decision, says what it was, and returns the exit code. */
  int forEnd(ContentDelivery delivery, Generation armed) throws IOException, InterruptedException {
    System.out.println(armed + " is armed; the agent switches to it.");
    if (noWait) {
      return ExitCode.DONE;
    }
    Outcome outcome = delivery.await(armed, Duration.ofSeconds(timeout));
    return switch (outcome) {
      case Outcome.Committed _ -> {
        System.out.println("committed");
        yield ExitCode.DONE;
      }
      case Outcome.Reverted reverted -> {
        System.out.println("reverted: " + reverted.reason().words());
        yield ExitCode.FAILED;
      }
      case null, default -> {
        System.out.println("still on trial; see 'holdfast status'");
        yield ExitCode.FAILED;
      }
    };
  }
}
