package io.holdfast.config.fuzz;

import java.time.Duration;
import java.util.Locale;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Many executions of one target, each with an input of its own.
 *
 * @param seed of the first execution; the next has the next number, so that any can be repeated
 *     alone
 * @param executions at most
 * @param most after so long it ends, too
 */
record Fuzzing(FuzzTarget target, long seed, long executions, Duration most) {
  /** Of an input in a message. */
  private static final int MOST_TOLD = 4_000;

  private static final int PRINTABLE_FROM = ' ';
  private static final int PRINTABLE_TO = '~';

  /** Runs here, without any clock. */
  static void run(FuzzTarget target, long seed, long executions) throws Exception {
    for (long i = 0; i < executions; i++) {
      runOnce(target, seed + i);
    }
  }

  private static void runOnce(FuzzTarget target, long seed) throws Exception {
    String input = target.input(new SplittableRandom(seed));
    try {
      target.take(input);
    } catch (Throwable e) {
      throw new AssertionError(describe(seed, input) + ": " + e, e);
    }
  }

  /**
   * Runs beside a look whether it goes on.
   *
   * @param patience an execution that takes longer hangs
   * @return a line for people
   */
  String runWatched(Duration patience) throws InterruptedException {
    Worker worker = new Worker();
    Thread thread = Thread.ofPlatform().daemon().start(worker);
    long began = System.nanoTime();
    long last = -1;
    long lastChange = began;
    while (!thread.join(Duration.ofSeconds(1))) {
      long now = System.nanoTime();
      if (worker.done != last) {
        last = worker.done;
        lastChange = now;
      } else if (now - lastChange > patience.toNanos()) {
        AssertionError hang =
            new AssertionError("no end: " + describe(seed + last, input(seed + last)));
        hang.setStackTrace(thread.getStackTrace());
        throw hang;
      }
      worker.isEnough = now - began > most.toNanos();
    }
    if (worker.failure != null) {
      throw new AssertionError(worker.failure.getMessage(), worker.failure);
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    return String.format(
        Locale.ROOT,
        "%,d executions in %.0f s (%.0f a second), seed %d: no crash, no hang",
        worker.done,
        seconds,
        worker.done / seconds,
        seed);
  }

  private String input(long oneSeed) {
    return target.input(new SplittableRandom(oneSeed));
  }

  private static String describe(long seed, String input) {
    StringBuilder text = new StringBuilder("seed " + seed + ", input \"");
    for (char c : input.substring(0, Math.min(input.length(), MOST_TOLD)).toCharArray()) {
      if (c >= PRINTABLE_FROM && c <= PRINTABLE_TO && c != '\\') {
        text.append(c);
      } else {
        text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      }
    }
    return text.append(input.length() > MOST_TOLD ? "..." : "\"").toString();
  }

  /** Goes on until it is enough. */
  private final class Worker implements Runnable {
    private volatile long done;
    private volatile boolean isEnough;
    private volatile @Nullable Throwable failure;

    @Override
    public void run() {
      try {
        for (long i = 0; i < executions && !isEnough; i++) {
          runOnce(target, seed + i);
          done = i + 1;
        }
      } catch (Throwable e) {
        failure = e;
      }
    }
  }
}
