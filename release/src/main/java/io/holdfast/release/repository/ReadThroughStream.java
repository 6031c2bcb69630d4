package io.holdfast.release.repository;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Bytes of which every one passes through {@link #read(byte[], int, int)}, however they are asked
 * for, so that what is counted or verified there misses none. Not for use by several threads.
 */
abstract class ReadThroughStream extends FilterInputStream {
  private static final int BUFFER = 8192;

  ReadThroughStream(InputStream bytes) {
    super(bytes);
  }

  @Override
  public abstract int read(byte[] buffer, int offset, int length) throws IOException;

  @Override
  public final int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  /** Skipped bytes are read, for they count. */
  @Override
  public final long skip(long count) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long skipped = 0;
    while (skipped < count) {
      int n = read(buffer, 0, (int) Math.min(buffer.length, count - skipped));
      if (n < 0) {
        break;
      }
      skipped += n;
    }
    return skipped;
  }

  @Override
  public final boolean markSupported() {
    return false;
  }
}
