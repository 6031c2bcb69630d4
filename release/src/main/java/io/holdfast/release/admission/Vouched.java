package io.holdfast.release.admission;

import io.holdfast.release.Digest;
import io.holdfast.release.Version;
import io.holdfast.release.admission.Withdrawn.Kind;

/**
 * A release or a version of content for which a repository's signed metadata vouches.
 *
 * @param kind what {@code name} is the name of
 * @param name of the release, or of the channel
 * @param manifest the digest of its manifest
 */
public record Vouched(Kind kind, String name, Version version, Digest manifest) {
  /** What it is, for messages. */
  @Override
  public String toString() {
    return kind + " " + name + " " + version;
  }
}
