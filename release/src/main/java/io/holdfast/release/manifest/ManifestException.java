package io.holdfast.release.manifest;

import io.holdfast.release.Printable;

/**
 * Bytes are no manifest, of a release or of content, that this Holdfast can use; the message says
 * why and what to do.
 */
public final class ManifestException extends Exception {
  private static final long serialVersionUID = 1L;

  /** With a message for the operator. */
  public ManifestException(String message) {
    super(Printable.of(message));
  }

  /** With a message for the operator. */
  public ManifestException(String message, Throwable cause) {
    super(Printable.of(message), cause);
  }

  /** That a manifest's format is above the highest that this Holdfast reads. */
  public static ManifestException ofNewerFormat(long format, int highest) {
    return new ManifestException(
        "The manifest was written by a newer Holdfast: its format is "
            + format
            + ", and this Holdfast reads format "
            + highest
            + ". Upgrade to a release with a newer Holdfast first.");
  }
}
