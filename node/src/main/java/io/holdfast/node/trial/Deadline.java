package io.holdfast.node.trial;

import java.time.Duration;
import java.util.List;

/** How long a boot on trial may take, from how long this machine's own healthy boots took. */
public final class Deadline {
  /**
   * A new release may check a file system, build caches or start more; three times the slowest
   * healthy boot has room for that, and a hang still costs less than a person's attention.
   */
  public static final int FACTOR = 3;

  /** A fast machine's boot varies by more than its length: a slow disk or a late network lease. */
  public static final Duration FLOOR = Duration.ofSeconds(150);

  /** Longer without service than this helps nobody, however slow the machine was once. */
  public static final Duration CEILING = Duration.ofMinutes(15);

  private Deadline() {}

  /**
   * The deadline, from {@link #FLOOR} to {@link #CEILING}. Without any measured boot it is the
   * ceiling: waiting too long costs minutes once, waiting too short bars a good release.
   *
   * @param bootDurations of healthy boots of committed generations, in any order
   */
  public static Duration from(List<Duration> bootDurations) {
    if (bootDurations.isEmpty()) {
      return CEILING;
    }
    Duration slowest = Duration.ZERO;
    for (Duration boot : bootDurations) {
      slowest = longer(slowest, boot);
    }
    // Compared before it is multiplied: a wild measurement must not overflow.
    if (slowest.compareTo(CEILING.dividedBy(FACTOR)) >= 0) {
      return CEILING;
    }
    return longer(FLOOR, slowest.multipliedBy(FACTOR));
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}
