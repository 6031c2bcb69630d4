package io.holdfast.config.disk;

/** What a configuration wants of a disk cannot be; nothing was written. The message says why. */
public final class LayoutException extends Exception {
  private static final long serialVersionUID = 1L;

  LayoutException(String message) {
    super(message);
  }
}
