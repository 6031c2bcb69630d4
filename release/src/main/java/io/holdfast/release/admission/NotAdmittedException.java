package io.holdfast.release.admission;

/**
 * A release or content was refused on purpose, before anything was written; the message says what
 * to do.
 */
public final class NotAdmittedException extends Exception {
  private static final long serialVersionUID = 1L;

  /** With the reason and the remedy. */
  public NotAdmittedException(String message) {
    super(message);
  }
}
