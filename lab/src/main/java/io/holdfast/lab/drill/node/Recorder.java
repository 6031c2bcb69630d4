package io.holdfast.lab.drill.node;

import io.holdfast.lab.drill.act.Moment;
import io.holdfast.lab.drill.act.Screen;
import io.holdfast.lab.machine.serial.MachineSilentException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * What happens in a run, as it happens, and a way to wait for it. Safe for use by several threads.
 */
public final class Recorder {
  /** A run has a few dozen; a node that restarts in a circle must not fill the report. */
  public static final int MOMENTS_LIMIT = 2000;

  /** More screens than this say nothing new about a run. */
  public static final int SCREENS_LIMIT = 16;

  private final InstantSource clock;
  private final List<Moment> moments = new ArrayList<>();
  private final List<Screen> screens = new ArrayList<>();

  /** Nothing has happened yet. */
  public Recorder(InstantSource clock) {
    this.clock = clock;
  }

  /** Something happened now. */
  public Moment add(Moment.Kind kind, String text) {
    Moment moment = new Moment(clock.instant(), kind, text);
    add(moment);
    return moment;
  }

  /** Something happened. */
  public synchronized void add(Moment moment) {
    if (moments.size() < MOMENTS_LIMIT) {
      moments.add(moment);
    }
    notifyAll();
  }

  /** The console showed this now. */
  public synchronized void addScreen(String why, List<String> rows) {
    if (screens.size() < SCREENS_LIMIT && !rows.isEmpty()) {
      screens.add(new Screen(clock.instant(), why, rows));
    }
  }

  /** All so far, in the order in which they became known. */
  public synchronized List<Moment> moments() {
    return List.copyOf(moments);
  }

  /** All so far, oldest first. */
  public synchronized List<Screen> screens() {
    return List.copyOf(screens);
  }

  /** How many moments there are: a place to wait from. */
  public synchronized int now() {
    return moments.size();
  }

  /**
   * Waits for a moment.
   *
   * @param from the place in the record from which on it counts, see {@link #now}
   * @param wanted which
   * @param what it is called in a message
   * @return the place after it
   * @throws MachineSilentException if it does not come within the limit
   */
  public synchronized int await(int from, Predicate<Moment> wanted, String what, Duration limit)
      throws MachineSilentException, InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    int next = from;
    while (true) {
      for (; next < moments.size(); next++) {
        if (wanted.test(moments.get(next))) {
          return next + 1;
        }
      }
      long millis = (deadline - System.nanoTime()) / 1_000_000;
      if (millis <= 0 || moments.size() >= MOMENTS_LIMIT) {
        throw new MachineSilentException(
            "Waited " + limit.toSeconds() + " s for " + what + ", and it did not come.");
      }
      wait(millis);
    }
  }
}
