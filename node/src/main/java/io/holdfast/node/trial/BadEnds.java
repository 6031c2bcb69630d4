package io.holdfast.node.trial;

import java.time.Duration;

/**
 * How many of the last known good's boots ended badly since it last ran for {@link #FORGIVEN_AFTER}
 * without a break, or something was committed, or a person vouched for it. Counted in the machine's
 * own time: a clock that is set forward or back by years changes nothing.
 *
 * @param crashes boots that left a sign: a crash record, the watchdog's word; from 0
 * @param lost boots that were over without a sign and not in order, and had neither been healthy
 *     nor up for {@link #LONG_ENOUGH}; from 0. Perhaps the power went
 */
public record BadEnds(int crashes, int lost) {
  /** None. */
  public static final BadEnds NONE = new BadEnds(0, 0);

  /**
   * So many crashes are no accident. One may be a stray bit, two a bad cable; and each costs the
   * node's users one more time without service.
   */
  public static final int MAX_CRASHES = 3;

  /**
   * So many of either kind are none either. More than crashes alone, for where the power fails it
   * does so several times; but a machine whose firmware keeps no record, and which has no watchdog,
   * must get out of its loop as well.
   */
  public static final int MAX_ENDS = 5;

  /**
   * A machine that crashes less often than this serves nearly all the time; the older generation
   * may not.
   */
  public static final Duration FORGIVEN_AFTER = Duration.ofHours(6);

  /**
   * The power may go at any time; what kills its machine does so again at the same point. An end
   * without a trace after this is taken for a loss of power.
   */
  public static final Duration LONG_ENOUGH = Duration.ofMinutes(10);

  /** Checks the ranges. */
  public BadEnds {
    if (crashes < 0 || lost < 0) {
      throw new IllegalArgumentException("boots are counted from 0, not " + crashes + ", " + lost);
    }
  }

  /** All of them. */
  public int all() {
    return Math.addExact(crashes, lost);
  }

  /** True if the newest change is to be taken for the cause. */
  public boolean isLoop() {
    return crashes >= MAX_CRASHES || all() >= MAX_ENDS;
  }

  BadEnds and(PreviousEnd end) {
    return end.isExplained()
        ? new BadEnds(Math.addExact(crashes, 1), lost)
        : new BadEnds(crashes, Math.addExact(lost, 1));
  }

  /** For an operator, one line without a full stop. */
  public String words() {
    String crashed = crashes == 1 ? "1 crash" : crashes + " crashes";
    String unexplained =
        lost == 1
            ? "1 boot that ended without a trace"
            : lost + " boots that ended without a trace";
    if (lost == 0) {
      return crashed;
    }
    return crashes == 0 ? unexplained : crashed + " and " + unexplained;
  }
}
