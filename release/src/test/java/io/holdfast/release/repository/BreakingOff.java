package io.holdfast.release.repository;

import java.io.IOException;
import java.io.InputStream;

/** A stream whose line goes dead at once. */
final class BreakingOff extends InputStream {
  @Override
  public int read() throws IOException {
    throw new IOException("the line went dead");
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    throw new IOException("the line went dead");
  }
}
