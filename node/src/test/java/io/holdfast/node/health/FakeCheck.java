package io.holdfast.node.health;

import io.holdfast.config.health.HealthCheck.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** A check whose results the test decides; remembers when it ran. */
final class FakeCheck implements Check {
  private final String name;
  private final Level level;
  private final Schedule schedule;
  private final String queue;
  private final FakePace pace;
  private final Supplier<CheckResult> result;
  final List<Long> ranAtSeconds = new ArrayList<>();

  FakeCheck(
      String name,
      Level level,
      Schedule schedule,
      String queue,
      FakePace pace,
      Supplier<CheckResult> result) {
    this.name = name;
    this.level = level;
    this.schedule = schedule;
    this.queue = queue;
    this.pace = pace;
    this.result = result;
  }

  static FakeCheck required(
      String name, int retries, int intervalSeconds, FakePace pace, Supplier<CheckResult> result) {
    Schedule schedule =
        new Schedule(Duration.ofSeconds(5), retries, Duration.ofSeconds(intervalSeconds));
    return new FakeCheck(name, Level.REQUIRED, schedule, name, pace, result);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Level level() {
    return level;
  }

  @Override
  public Schedule schedule() {
    return schedule;
  }

  @Override
  public String queue() {
    return queue;
  }

  @Override
  public CheckResult run() {
    ranAtSeconds.add(pace.now().toSeconds());
    return result.get();
  }
}
