package io.holdfast.release.repository;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * The body of an answer. The runtime's own stream does not look whether its reader was interrupted,
 * and says of a server that falls silent only that a read took too long. Not for use by several
 * threads.
 */
final class HttpBody extends ReadThroughStream {
  private final Duration silence;

  /**
   * A body.
   *
   * @param silence after which reading gives up, for the message
   */
  HttpBody(InputStream bytes, Duration silence) {
    super(bytes);
    this.silence = silence;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("it was interrupted");
    }
    try {
      return in.read(buffer, offset, length);
    } catch (SocketTimeoutException e) {
      throw new IOException(
          "the server sent nothing for " + silence.toMillis() / 1000.0 + " seconds", e);
    }
  }
}
