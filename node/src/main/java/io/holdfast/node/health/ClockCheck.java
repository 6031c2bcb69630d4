package io.holdfast.node.health;

import io.holdfast.config.health.HealthCheck.Level;
import io.holdfast.node.evidence.Culprit;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Built-in check {@code clock}: the time of day can be true. A clock far off makes certificates and
 * signatures look expired.
 *
 * @param built when the running release was built; no machine can run it before
 * @param clock the time of day
 */
public record ClockCheck(Instant built, InstantSource clock) implements Check {
  /** No release is in service for longer. */
  public static final Duration LATEST = Duration.ofDays(3653);

  private static final Schedule SCHEDULE =
      new Schedule(Duration.ofSeconds(1), 3, Duration.ofMinutes(1));

  @Override
  public String name() {
    return "clock";
  }

  @Override
  public Level level() {
    return Level.REQUIRED;
  }

  @Override
  public Schedule schedule() {
    return SCHEDULE;
  }

  @Override
  public CheckResult run() {
    Instant now = clock.instant();
    if (now.isBefore(built)) {
      return failed(now, "before");
    }
    if (now.isAfter(built.plus(LATEST))) {
      return failed(now, "more than 10 years after");
    }
    return new CheckResult.Passed();
  }

  private CheckResult failed(Instant now, String how) {
    return new CheckResult.Failed(
        Culprit.check(name()),
        "the clock says "
            + now
            + ", "
            + how
            + " this release was built ("
            + built
            + "); look at the machine's battery and its time servers");
  }
}
