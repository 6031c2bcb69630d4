package io.holdfast.image.extension;

/** A folder cannot become an extension; the message says why and what to do. */
public final class ExtensionRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  ExtensionRefusedException(String message) {
    super(message);
  }
}
