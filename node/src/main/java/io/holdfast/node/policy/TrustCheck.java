package io.holdfast.node.policy;

import io.holdfast.config.health.HealthCheck.Level;
import io.holdfast.node.disk.NodePaths;
import io.holdfast.node.evidence.Culprit;
import io.holdfast.node.health.Check;
import io.holdfast.node.health.CheckResult;
import io.holdfast.node.health.Schedule;
import java.io.IOException;
import java.time.Duration;

/**
 * Built-in check {@code trust}: of the keys that the release brings, one at least counts. Without
 * one a node could take no change any more, so neither such a configuration nor a release that
 * brings no key of those is kept.
 *
 * @param paths of the node
 */
public record TrustCheck(NodePaths paths) implements Check {
  private static final Schedule SCHEDULE =
      new Schedule(Duration.ofSeconds(10), 0, Duration.ofMinutes(5));

  /** True if a configuration says which keys count, or that cannot be read. */
  public static boolean isNeeded(NodePaths paths) {
    try {
      return new PolicyFile(paths.policy()).read().keys().isDeclared();
    } catch (IOException e) {
      return true;
    }
  }

  @Override
  public String name() {
    return "trust";
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
      AcceptedKeys keys = AcceptedKeys.of(paths);
      return keys.left().isEmpty()
          ? failed(
              "'trust' in the configuration names none of the keys that the release brings: "
                  + AcceptedKeys.words(keys.brought().keys()))
          : new CheckResult.Passed();
    } catch (IOException e) {
      return failed(String.valueOf(e.getMessage()));
    }
  }

  private CheckResult failed(String output) {
    return new CheckResult.Failed(Culprit.check(name()), output);
  }
}
