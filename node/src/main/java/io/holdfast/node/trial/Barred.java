package io.holdfast.node.trial;

import io.holdfast.release.Digest;

/**
 * A release that failed on this node and is not started again until a person allows it.
 *
 * @param manifest digest of its manifest
 * @param why for an operator; cut to 400 characters
 * @param evidence number of the evidence, 0 for none
 */
public record Barred(Digest manifest, String why, int evidence) {
  /** Checks the number; cuts the text. */
  public Barred {
    if (evidence < 0) {
      throw new IllegalArgumentException("evidence is numbered from 1, 0 is none, not " + evidence);
    }
    why = Excerpt.of(why);
  }
}
