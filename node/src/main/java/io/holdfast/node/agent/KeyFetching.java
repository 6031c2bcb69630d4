package io.holdfast.node.agent;

import io.holdfast.config.apply.Outcome;
import io.holdfast.config.apply.RootedMachine;
import io.holdfast.config.apply.StagePlan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Fetches the keys that a configuration names by an address, until all are there. No boot waits for
 * it, and a machine that never has a network runs without.
 */
record KeyFetching(StagePlan keys, Path root) {
  private static final Duration PAUSE = Duration.ofMinutes(1);

  /** A day of minutes; what is not there by then is a mistake in the configuration. */
  private static final int MOST_TRIES = 24 * 60;

  /** Returns when all keys are there, after the last try, or when this thread is interrupted. */
  void run() {
    Set<String> told = new HashSet<>();
    try {
      RootedMachine machine = new RootedMachine(root);
      for (int i = 0; i < MOST_TRIES; i++) {
        List<Outcome.Failed> failures = keys.applyTo(machine).failures();
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
    } catch (IOException e) {
      System.out.println("configuration: keys cannot be fetched: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
