package io.holdfast.node.health;

import java.time.Duration;

/**
 * When a check runs.
 *
 * @param limit after this long one run is ended and has failed; above zero
 * @param retries how many failures in a row are forgiven; not negative
 * @param interval between the end of a run and the start of the next; above zero
 */
public record Schedule(Duration limit, int retries, Duration interval) {
  /** Checks the ranges. */
  public Schedule {
    if (!limit.isPositive() || !interval.isPositive() || retries < 0) {
      throw new IllegalArgumentException(
          "a check cannot have a limit of "
              + limit
              + ", an interval of "
              + interval
              + " and "
              + retries
              + " retries: times must be above zero and retries not below");
    }
  }
}
