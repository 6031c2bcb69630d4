package io.holdfast.node.upgrade;

/** A release was refused on purpose, before anything was written; the message says what to do. */
public final class NotAdmittedException extends Exception {
  private static final long serialVersionUID = 1L;

  NotAdmittedException(String message) {
    super(message);
  }
}
