package io.holdfast.node.health;

import io.holdfast.config.health.HealthCheck.Level;

/** Something about this machine that can be well or not. Safe for use by several threads. */
public interface Check {
  /** What an operator calls it; no two checks of a machine share a name. */
  String name();

  /** Whether a trial stands or falls with it. */
  Level level();

  /** When it runs. */
  Schedule schedule();

  /** Looks once, ending by itself within the limit of the {@link #schedule}. */
  CheckResult run() throws InterruptedException;

  /** Checks of one queue run one after the other; by default each has a queue to itself. */
  default String queue() {
    return name();
  }
}
