package io.holdfast.release.tuf.client;

import io.holdfast.release.Printable;
import java.io.IOException;

/** A file has more bytes than it may have; they were not read. */
public final class TooLargeException extends IOException {
  private static final long serialVersionUID = 1L;

  /** With a message for the operator. */
  public TooLargeException(String message) {
    super(Printable.of(message));
  }
}
