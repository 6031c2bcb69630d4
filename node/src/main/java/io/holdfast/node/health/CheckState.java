package io.holdfast.node.health;

import io.holdfast.node.evidence.Culprit;
import java.time.Duration;

/**
 * What is known of one check after its runs so far. Only a pass gives attempts back: a check that
 * fails, then cannot tell, then fails again has failed twice in a row.
 */
public sealed interface CheckState {

  /**
   * Nothing is known: it has not run yet, or could not tell.
   *
   * @param reason why, in one line
   * @param failures how many failures in a row came before
   */
  record Waiting(String reason, int failures) implements CheckState {}

  /**
   * It passes.
   *
   * @param since end of the first of the passes in a row, since boot
   * @param last end of the latest of them
   */
  record Healthy(Duration since, Duration last) implements CheckState {}

  /**
   * It fails and will be tried again.
   *
   * @param failures how many failures in a row
   * @param attemptsLeft how many more until it has failed for good; at least 1
   * @param culprit what the last failure names
   * @param output what it printed
   */
  record Failing(int failures, int attemptsLeft, Culprit culprit, String output)
      implements CheckState {}

  /**
   * It failed once more than it may be retried.
   *
   * @param failures how many failures in a row
   * @param at end of the run that was one too many, since boot
   * @param culprit what the last failure names
   * @param output what it printed
   */
  record FailedForGood(int failures, Duration at, Culprit culprit, String output)
      implements CheckState {}

  /** Of a check that never ran. */
  static CheckState unknown() {
    return new Waiting("it has not run yet", 0);
  }

  /** How many failures in a row it has now. */
  default int failuresInARow() {
    return switch (this) {
      case Healthy healthy -> 0;
      case Waiting waiting -> waiting.failures();
      case Failing failing -> failing.failures();
      case FailedForGood failed -> failed.failures();
    };
  }

  /**
   * The state after one more run.
   *
   * @param retries how many failures in a row are forgiven
   */
  default CheckState after(CheckRun run, int retries) {
    return switch (run.result()) {
      case CheckResult.Passed passed ->
          new Healthy(this instanceof Healthy before ? before.since() : run.at(), run.at());
      case CheckResult.NotYet notYet -> new Waiting(notYet.reason(), failuresInARow());
      case CheckResult.Failed failed -> {
        // Bounded, because a wanted check may fail for years.
        int failures = Math.min(failuresInARow(), retries) + 1;
        if (failures <= retries) {
          yield new Failing(failures, retries + 1 - failures, failed.culprit(), failed.output());
        }
        Duration at = this instanceof FailedForGood before ? before.at() : run.at();
        yield new FailedForGood(failures, at, failed.culprit(), failed.output());
      }
    };
  }
}
