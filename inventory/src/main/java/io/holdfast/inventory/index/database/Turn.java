package io.holdfast.inventory.index.database;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Waiting for what somebody else has and no queue is kept for: it is asked for again and again.
 * Stateless.
 */
public final class Turn {
  /** How long to wait for another's change: imports of many releases take seconds. */
  public static final Duration LIMIT = Duration.ofMinutes(2);

  private static final Duration BETWEEN_TRIES = Duration.ofMillis(100);

  private Turn() {}

  /** Asks once. */
  @FunctionalInterface
  public interface Attempt<T, E extends Exception> {
    /** What was asked for; null as long as another has it. */
    @Nullable T once() throws IOException, E;
  }

  /**
   * Asks at once, and then until it is given.
   *
   * @param limit how long at most; asked is once at least
   * @param onWaiting hears, once, that another has it
   * @return null if it was not given within the limit
   * @throws InterruptedException if this thread is interrupted while another has it
   */
  public static <T, E extends Exception> @Nullable T await(
      Duration limit, Attempt<T, E> attempt, Runnable onWaiting)
      throws IOException, InterruptedException, E {
    long end = System.nanoTime() + limit.toNanos();
    boolean isFirst = true;
    while (true) {
      T given = attempt.once();
      if (given != null || System.nanoTime() > end) {
        return given;
      }
      if (isFirst) {
        onWaiting.run();
        isFirst = false;
      }
      Thread.sleep(BETWEEN_TRIES);
    }
  }
}
