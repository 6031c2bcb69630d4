package io.holdfast.release.repository;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Bytes that must come at some pace. A server that sends one now and then is not silent, and would
 * hold its reader up for ever (slow retrieval attack). Not for use by several threads.
 */
final class PacedStream extends ReadThroughStream {

  /**
   * What is fast enough.
   *
   * @param window in each of which a least number of bytes must come
   * @param leastBytes that number; from 0
   * @param whole in which all must have come
   */
  record Pace(Duration window, long leastBytes, Duration whole) {}

  private final Pace pace;
  private final LongSupplier nanoTime;
  private final long begun;
  private long windowBegun;
  private long inWindow;

  /**
   * A stream.
   *
   * @param nanoTime the clock, as {@link System#nanoTime}
   */
  PacedStream(InputStream bytes, Pace pace, LongSupplier nanoTime) {
    super(bytes);
    this.pace = pace;
    this.nanoTime = nanoTime;
    this.begun = nanoTime.getAsLong();
    this.windowBegun = begun;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int n = in.read(buffer, offset, length);
    if (n > 0) {
      inWindow += n;
      check();
    }
    return n;
  }

  private void check() throws IOException {
    long now = nanoTime.getAsLong();
    if (now - begun > pace.whole().toNanos()) {
      throw new IOException("it took more than " + pace.whole().toSeconds() + " seconds");
    }
    if (now - windowBegun > pace.window().toNanos()) {
      if (inWindow < pace.leastBytes()) {
        throw new IOException(
            "the server sent only "
                + inWindow
                + " bytes in "
                + (now - windowBegun) / Duration.ofSeconds(1).toNanos()
                + " seconds");
      }
      windowBegun = now;
      inWindow = 0;
    }
  }
}
