package io.holdfast.release.trust;

import io.holdfast.release.Printable;

/**
 * A manifest is not signed by a key that is trusted here, or is not the manifest that was asked
 * for; the message tells which. Nothing of it may be used.
 */
public final class UntrustedException extends Exception {
  private static final long serialVersionUID = 1L;

  /** With a message for the operator. */
  public UntrustedException(String message) {
    super(Printable.of(message));
  }

  UntrustedException(String message, Throwable cause) {
    super(Printable.of(message), cause);
  }
}
