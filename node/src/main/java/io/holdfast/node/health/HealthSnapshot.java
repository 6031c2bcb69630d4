package io.holdfast.node.health;

import io.holdfast.node.health.Assessment.Watched;
import java.time.Duration;
import java.util.List;

/**
 * What is known of this machine's health at one moment.
 *
 * @param at since boot
 * @param verdict on the trial, or on this boot where nothing is on trial
 * @param checks all of them
 */
public record HealthSnapshot(Duration at, Verdict verdict, List<Watched> checks) {
  /** Copies the list. */
  public HealthSnapshot {
    checks = List.copyOf(checks);
  }

  static HealthSnapshot of(Assessment assessment, Duration at) {
    return new HealthSnapshot(at, assessment.verdict(at), assessment.checks());
  }

  /** True if every required check passes right now, whatever the verdict was. */
  public boolean healthy() {
    for (Watched check : checks) {
      if (check.required() && !(check.state() instanceof CheckState.Healthy)) {
        return false;
      }
    }
    return true;
  }

  /** For people: the verdict, then a line for each check, then what failing ones printed. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        switch (verdict) {
          case Verdict.Undecided undecided -> "Undecided: " + undecided.reason();
          case Verdict.Held held ->
              "Healthy: all required checks hold since " + sinceBoot(held.since());
          case Verdict.FailedForGood failed -> "Failed: " + failed.culprit();
        });
    text.append('\n');
    int width = 0;
    for (Watched check : checks) {
      width = Math.max(width, check.name().length());
    }
    for (Watched check : checks) {
      text.append("  ").append(check.name()).append(" ".repeat(width - check.name().length()));
      text.append(check.required() ? "  required  " : "  wanted    ");
      text.append(words(check.state())).append('\n');
      output(check.state())
          .lines()
          .forEach(line -> text.append("      ").append(line).append('\n'));
    }
    return text.toString();
  }

  private String words(CheckState state) {
    return switch (state) {
      case CheckState.Waiting waiting -> "unknown: " + waiting.reason();
      case CheckState.Healthy healthy ->
          "healthy for "
              + words(at.minus(healthy.since()))
              + ", since "
              + sinceBoot(healthy.since());
      case CheckState.Failing failing ->
          "failing: " + failing.culprit() + ", " + failing.attemptsLeft() + " attempts left";
      case CheckState.FailedForGood failed ->
          "failed for good, " + sinceBoot(failed.at()) + ": " + failed.culprit();
    };
  }

  private static String output(CheckState state) {
    return switch (state) {
      case CheckState.Failing failing -> failing.output();
      case CheckState.FailedForGood failed -> failed.output();
      case CheckState.Waiting waiting -> "";
      case CheckState.Healthy healthy -> "";
    };
  }

  private static String words(Duration time) {
    return time.toSeconds() + " s";
  }

  private static String sinceBoot(Duration time) {
    return words(time) + " after boot";
  }
}
