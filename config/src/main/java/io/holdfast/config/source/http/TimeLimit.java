package io.holdfast.config.source.http;

import java.time.Duration;

/**
 * The moment after which nobody waits any more.
 *
 * @param end as {@link System#nanoTime} counts
 */
public record TimeLimit(long end) {

  /** So long from now. */
  public static TimeLimit in(Duration time) {
    return new TimeLimit(System.nanoTime() + time.toNanos());
  }

  /** This one, or so long from now, whichever is sooner. */
  public TimeLimit orIn(Duration time) {
    TimeLimit other = in(time);
    return other.end - end < 0 ? other : this;
  }

  /** What is left; zero when it is over. */
  public Duration left() {
    return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
  }

  /** True when nothing is left. */
  public boolean isOver() {
    return left().isZero();
  }
}
