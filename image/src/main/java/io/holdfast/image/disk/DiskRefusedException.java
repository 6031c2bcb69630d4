package io.holdfast.image.disk;

/** A disk is not written on purpose; the message says why and what to do. It is as it was. */
public final class DiskRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  DiskRefusedException(String message) {
    super(message);
  }
}
