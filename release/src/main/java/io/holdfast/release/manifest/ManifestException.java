package io.holdfast.release.manifest;

import io.holdfast.release.Printable;

/** Bytes are no manifest that this Holdfast can use; the message says why and what to do. */
public final class ManifestException extends Exception {
  private static final long serialVersionUID = 1L;

  ManifestException(String message) {
    super(Printable.of(message));
  }

  ManifestException(String message, Throwable cause) {
    super(Printable.of(message), cause);
  }
}
