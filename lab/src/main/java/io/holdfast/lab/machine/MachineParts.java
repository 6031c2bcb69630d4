package io.holdfast.lab.machine;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What a machine consists of on the host, given back in the opposite order, wholly, and once; also
 * when its start fails half way.
 */
final class MachineParts implements AutoCloseable {
  /** A part that can be given back. */
  interface Part extends AutoCloseable {
    @Override
    void close() throws IOException;
  }

  private final Deque<Part> parts = new ArrayDeque<>();

  /** The next part, to be given back before the earlier ones. */
  synchronized void own(Part part) {
    parts.push(part);
  }

  @Override
  public synchronized void close() throws IOException {
    IOException failure = null;
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (IOException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
