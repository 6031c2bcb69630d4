package io.holdfast.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * Lets a command that is told to end (Ctrl-C, SIGTERM, a closed terminal) put things in order
 * first: its thread is interrupted, and the Java runtime goes on to its end when the thread has
 * finished. Stateless.
 */
final class Ending {
  /** Deleting a half-made tree of a distribution takes seconds; a person presses Ctrl-C once. */
  private static final Duration LIMIT = Duration.ofSeconds(15);

  private Ending() {}

  /** Runs a command on this thread. */
  static int inOrder(IntSupplier command) {
    Thread worker = Thread.currentThread();
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> interrupt(worker, ended), "ending"));
    try {
      return command.getAsInt();
    } finally {
      ended.countDown();
    }
  }

  private static void interrupt(Thread worker, CountDownLatch ended) {
    if (ended.getCount() == 0) {
      return;
    }
    worker.interrupt();
    try {
      if (!ended.await(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        System.err.println("holdfast: ended before everything was put in order");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
