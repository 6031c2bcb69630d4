package io.holdfast.node.stage;

import io.holdfast.config.health.HealthCheck.Level;
import io.holdfast.node.evidence.Culprit;
import io.holdfast.node.health.Check;
import io.holdfast.node.health.CheckResult;
import io.holdfast.node.health.Schedule;
import java.io.IOException;
import java.time.Duration;

/**
 * Built-in check {@code steps}: every step of the configuration that says {@code required: true}
 * was done.
 *
 * @param stages of this boot, all run before the first round
 */
public record RequiredStepsCheck(Stages stages) implements Check {
  private static final Schedule SCHEDULE =
      new Schedule(Duration.ofSeconds(1), 0, Duration.ofMinutes(5));

  @Override
  public String name() {
    return "steps";
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
    try {
      for (RecordedStep step : stages.recorded()) {
        if (step.required() && step.failed()) {
          return new CheckResult.Failed(
              new Culprit(Culprit.Kind.CONFIGURATION, step.words()), step.words());
        }
      }
      return new CheckResult.Passed();
    } catch (IOException e) {
      return new CheckResult.Failed(
          Culprit.check(name()), "what became of the steps cannot be read: " + e.getMessage());
    }
  }
}
