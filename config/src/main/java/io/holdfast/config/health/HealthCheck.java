package io.holdfast.config.health;

import java.time.Duration;
import java.util.List;

/**
 * One declared health check.
 *
 * @param name what an operator calls it: letters, digits, {@code .}, {@code _} and {@code -}, at
 *     most 64
 * @param level whether a trial stands or falls with it
 * @param command program and arguments; exit code 0 means healthy
 * @param limit after this long one run is ended and counts as failed; from 1 s to 10 min
 * @param retries how often a failed run is repeated before the check has failed for good; 0 to 100
 * @param interval between a run's end and the next run's start; from 1 s to 1 h
 */
public record HealthCheck(
    String name,
    Level level,
    List<String> command,
    Duration limit,
    int retries,
    Duration interval) {

  /** What a failure for good means. */
  public enum Level {
    /** The trial reverts. */
    REQUIRED,
    /** It is shown, and nothing else happens. */
    WANTED
  }

  /** Limit of one run where none is declared. */
  public static final Duration DEFAULT_LIMIT = Duration.ofSeconds(30);

  /** Repeats where none are declared: enough for a service that is still starting. */
  public static final int DEFAULT_RETRIES = 3;

  /** Pause between runs where none is declared. */
  public static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(10);

  /** Longest name, in characters. */
  public static final int MAX_NAME = 64;

  private static final Duration MAX_LIMIT = Duration.ofMinutes(10);
  private static final Duration MAX_INTERVAL = Duration.ofHours(1);
  private static final int MAX_RETRIES = 100;

  /** Checks the ranges. */
  public HealthCheck {
    if (!isName(name)) {
      throw new IllegalArgumentException(
          "'"
              + name
              + "' is no name for a health check: use 1 to 64 letters, digits, '.', '_', '-'");
    }
    if (command.isEmpty()) {
      throw new IllegalArgumentException("health check " + name + " has no command to run");
    }
    demand(name, "limit", limit, MAX_LIMIT);
    demand(name, "interval", interval, MAX_INTERVAL);
    if (retries < 0 || retries > MAX_RETRIES) {
      throw new IllegalArgumentException(
          "health check "
              + name
              + " has "
              + retries
              + " retries; 0 to "
              + MAX_RETRIES
              + " are allowed");
    }
    command = List.copyOf(command);
  }

  private static void demand(String name, String what, Duration value, Duration most) {
    if (value.compareTo(Duration.ofSeconds(1)) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          "health check "
              + name
              + " has a "
              + what
              + " of "
              + value.toMillis()
              + " ms; from 1 s to "
              + most.toSeconds()
              + " s is allowed");
    }
  }

  private static boolean isName(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean allowed =
          (c >= '0' && c <= '9')
              || (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || c == '.'
              || c == '_'
              || c == '-';
      if (!allowed) {
        return false;
      }
    }
    return !text.isEmpty() && text.length() <= MAX_NAME;
  }
}
