package io.holdfast.image.medium;

/** A medium is not made on purpose; nothing was written. The message says why and what to do. */
public final class MediumRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  MediumRefusedException(String message) {
    super(message);
  }
}
