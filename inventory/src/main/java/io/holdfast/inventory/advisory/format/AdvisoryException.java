package io.holdfast.inventory.advisory.format;

import io.holdfast.release.Printable;
import java.io.IOException;

/** A document is no record that can be used; the message says why. */
public final class AdvisoryException extends IOException {
  private static final long serialVersionUID = 1L;

  /** With a message for the operator, made printable since it may quote the document. */
  public AdvisoryException(String message) {
    super(Printable.of(message));
  }

  AdvisoryException(String message, Throwable cause) {
    super(Printable.of(message), cause);
  }
}
