package io.holdfast.cli.node;

import io.holdfast.host.Progress;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Lines for a person who waits: none while a job is young, then what it is just doing, then a line
 * a step, each with the seconds since the job began. Safe for use by several threads.
 */
public final class LateProgress implements Progress, AutoCloseable {
  /** Who waits no longer than this asks for no reason. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final double NANOS = 1e9;

  private final PrintWriter err;
  private final LongSupplier nanos;
  private final long began;
  private final Thread timer;
  private String now = "";
  private boolean isLate;
  private boolean isOver;

  /**
   * One that is told by {@link #late} when its job is no longer young.
   *
   * @param nanos a clock that only goes forward, in nanoseconds
   */
  LateProgress(PrintWriter err, LongSupplier nanos) {
    this.err = err;
    this.nanos = nanos;
    this.began = nanos.getAsLong();
    this.timer = Thread.ofVirtual().unstarted(this::waitUntilLate);
  }

  /** One of a job that begins now. */
  public static LateProgress startedNow(PrintWriter err) {
    LateProgress progress = new LateProgress(err, System::nanoTime);
    progress.timer.start();
    return progress;
  }

  @Override
  public synchronized void step(String what) {
    now = what;
    if (isLate) {
      tell();
    }
  }

  /** From now on every step is told, and first the one that goes on now. */
  synchronized void late() {
    if (!isLate && !isOver) {
      isLate = true;
      if (!now.isEmpty()) {
        tell();
      }
    }
  }

  /** The job is over: nothing is told any more, unless it begins another step. */
  @Override
  public void close() {
    synchronized (this) {
      isOver = true;
    }
    timer.interrupt();
  }

  private void waitUntilLate() {
    try {
      Thread.sleep(PATIENCE);
      late();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tell() {
    double seconds = (nanos.getAsLong() - began) / NANOS;
    err.println(String.format(Locale.ROOT, "%6.1f s  %s", seconds, now));
    err.flush();
  }
}
