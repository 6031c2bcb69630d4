package io.holdfast.node.health;

import io.holdfast.config.health.HealthCheck.Level;
import io.holdfast.node.evidence.Culprit;
import java.time.Duration;

/**
 * Built-in check {@code agent}: the daemon's own loop went round in time.
 *
 * @param heartbeat beaten by that loop
 * @param most longest time that one turn of it may take
 * @param pace the clock that the beats are told by
 */
public record AgentCheck(Heartbeat heartbeat, Duration most, Pace pace) implements Check {
  private static final Schedule SCHEDULE =
      new Schedule(Duration.ofSeconds(1), 2, Duration.ofSeconds(15));

  @Override
  public String name() {
    return "agent";
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
    Duration silence = pace.now().minus(heartbeat.last());
    if (silence.compareTo(most) <= 0) {
      return new CheckResult.Passed();
    }
    return new CheckResult.Failed(
        Culprit.check(name()),
        "the agent's loop has not gone round for "
            + silence.toSeconds()
            + " s; "
            + most.toSeconds()
            + " s are allowed");
  }
}
