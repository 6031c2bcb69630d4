package io.holdfast.node.health;

import java.time.Duration;

/** The sign of life of the daemon's loop. Safe for use by several threads. */
public final class Heartbeat {
  private volatile Duration last;

  /** The first beat counts as now. */
  public Heartbeat(Duration now) {
    last = now;
  }

  /** To be called once in each turn of the loop, with the time since boot. */
  public void beat(Duration now) {
    last = now;
  }

  Duration last() {
    return last;
  }
}
