package io.holdfast.cli.node;

import io.holdfast.cli.ExitCode;
import io.holdfast.node.delivery.Accepted;
import io.holdfast.node.delivery.ContentDelivery;
import io.holdfast.node.trial.Generation;
import io.holdfast.node.trial.Outcome;
import io.holdfast.release.json.Json;
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

  @Option(names = "--json", description = "Print one JSON object; progress goes elsewhere.")
  private boolean json;

  /** Waits for the agent's decision, says what it was, and returns the exit code. */
  int forEnd(ContentDelivery delivery, Generation armed) throws IOException, InterruptedException {
    if (!json) {
      System.out.println(armed + " is armed; the agent switches to it.");
    }
    if (noWait) {
      say(armed, "armed", "");
      return ExitCode.DONE;
    }
    Outcome outcome = delivery.await(armed, Duration.ofSeconds(timeout));
    return switch (outcome) {
      case Outcome.Committed _ -> {
        say(armed, "committed", "");
        yield ExitCode.DONE;
      }
      case Outcome.Reverted reverted -> {
        say(armed, "reverted", reverted.reason().words());
        yield ExitCode.FAILED;
      }
      case null, default -> {
        say(armed, "still on trial", "see 'holdfast status'");
        yield ExitCode.FAILED;
      }
    };
  }

  /** Says that something waits for its turn. */
  int waits(Accepted.Waits waits) {
    return NextStart.waits(waits, json);
  }

  private void say(Generation generation, String outcome, String why) {
    if (json) {
      System.out.print(
          Json.write(
              Json.object("generation", generation.number(), "outcome", outcome, "reason", why)));
    } else if (!outcome.equals("armed")) {
      System.out.println(outcome + (why.isEmpty() ? "" : ": " + why));
    }
  }
}
