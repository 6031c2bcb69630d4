package io.holdfast.image.disk;

/**
 * An installation is refused on purpose: it would destroy something, or could not give a whole
 * node. Nothing was written; the message says why and what to do.
 */
public final class DiskRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  DiskRefusedException(String message) {
    super(message);
  }
}
