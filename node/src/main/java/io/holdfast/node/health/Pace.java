package io.holdfast.node.health;

import java.io.IOException;
import java.time.Duration;

/** Time as the rounds see it: a clock that only goes forward, and rest. */
public interface Pace {
  /** Now, since boot. */
  Duration now();

  /**
   * Rests until {@link #wake} is called, but no longer than this. A wake that came since the last
   * rest counts.
   */
  void rest(Duration most) throws InterruptedException;

  /** Ends the rest; may be called by any thread. */
  void wake();

  /** One with the same clock, for rounds of their own. */
  Pace another();

  /** That of this machine. */
  static Pace ofThisMachine() throws IOException {
    return MachinePace.fromUptime();
  }
}
