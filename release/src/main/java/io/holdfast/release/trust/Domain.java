package io.holdfast.release.trust;

import java.nio.charset.StandardCharsets;

/**
 * What a signature is about. A domain's line goes before the signed bytes, so that a signature over
 * one kind of document can never be taken for one over another kind, whatever is in that. No line
 * begins another.
 */
public enum Domain {
  /** The manifest of a release. */
  RELEASE("holdfast-manifest-v1\n"),
  /** The manifest of a version of content. */
  CONTENT("holdfast-content-v1\n"),
  /** An {@link Envelope}, which says of what type it is; the line is that of its specification. */
  ENVELOPE("DSSEv1 ");

  private final String line;

  Domain(String line) {
    this.line = line;
  }

  byte[] prefix() {
    return line.getBytes(StandardCharsets.US_ASCII);
  }
}
