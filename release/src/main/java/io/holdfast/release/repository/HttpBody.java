package io.holdfast.release.repository;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * The body of an answer, in words: the runtime's own stream takes a connection that is lost for the
 * end, and does not look whether its reader was interrupted. Not for use by several threads.
 */
final class HttpBody extends ReadThroughStream {
  private final Duration silence;
  private long left;

  /**
   * A body.
   *
   * @param declared bytes that are to come; below zero if nobody says
   * @param silence after which reading gives up
   */
  HttpBody(InputStream bytes, long declared, Duration silence) {
    super(bytes);
    this.left = declared;
    this.silence = silence;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("it was interrupted");
    }
    int n;
    try {
      n = in.read(buffer, offset, length);
    } catch (SocketTimeoutException e) {
      throw new IOException(
          "the server sent nothing for " + silence.toMillis() / 1000.0 + " seconds", e);
    }
    if (n < 0 && left > 0) {
      throw new IOException("the connection ended " + left + " bytes too early");
    }
    if (n > 0 && left >= 0) {
      left = Math.max(0, left - n);
    }
    return n;
  }
}
