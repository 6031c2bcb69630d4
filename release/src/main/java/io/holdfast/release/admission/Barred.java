package io.holdfast.release.admission;

import io.holdfast.release.Digest;

/**
 * A release that failed on this node and is not to be tried again.
 *
 * @param manifest the digest that names the release
 * @param evidence the number under which the node keeps what it knows of the failure, from 1
 */
public record Barred(Digest manifest, int evidence) {
  /** Checks the number. */
  public Barred {
    if (evidence < 1) {
      throw new IllegalArgumentException("evidence is numbered from 1, not " + evidence);
    }
  }
}
