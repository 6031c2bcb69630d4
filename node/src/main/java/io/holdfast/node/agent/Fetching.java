package io.holdfast.node.agent;

import io.holdfast.config.apply.Machine;
import io.holdfast.config.apply.Outcome;
import io.holdfast.config.apply.StagePlan;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Does what needs a network, such as fetching the keys that a configuration names by an address,
 * again and again until all of it is done. No boot waits for it, and a machine that never has a
 * network runs without.
 *
 * @param tries at most, one a minute; from 1
 */
record Fetching(StagePlan plan, Machine machine, int tries) {
  static final Duration PAUSE = Duration.ofMinutes(1);

  /** A day of minutes; what is not there by then is a mistake in the configuration. */
  static final int A_DAY = 24 * 60;

  /** A machine that asks for a cloud may be in none; one that is in one has a network by then. */
  static final int A_WHILE = 10;

  /** Begins it, if there is anything to do, in a thread of its own. */
  void begin() {
    if (!plan.steps().isEmpty()) {
      Thread.ofPlatform().daemon().name("fetch " + plan.stage()).start(this::run);
    }
  }

  /** Returns when all is done, after the last try, or when this thread is interrupted. */
  private void run() {
    Set<String> told = new HashSet<>();
    try {
      for (int i = 0; i < tries; i++) {
        List<Outcome.Failed> failures = plan.applyTo(machine).failures();
        for (Outcome.Failed failure : failures) {
          String line = failure.action().describe() + ": " + failure.message();
          if (told.add(line)) {
            System.out.println("configuration: " + line);
          }
        }
        if (failures.isEmpty()) {
          return;
        }
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
