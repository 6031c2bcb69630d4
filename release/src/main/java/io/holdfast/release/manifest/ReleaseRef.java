package io.holdfast.release.manifest;

import io.holdfast.release.Digest;
import io.holdfast.release.Version;

/**
 * What a node remembers of a release. Two releases are the same if, and only if, the bytes of their
 * manifests are, for these name every other byte by its digest.
 *
 * @param manifest the digest of the manifest's bytes
 */
public record ReleaseRef(ReleaseName name, Version version, Digest manifest) {

  /** For messages: name, version and the first digits of the digest. */
  @Override
  public String toString() {
    return name + " " + version + " (" + manifest.abbreviated() + ")";
  }
}
