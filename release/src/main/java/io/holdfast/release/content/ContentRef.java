package io.holdfast.release.content;

import io.holdfast.release.Digest;
import io.holdfast.release.Version;

/**
 * What a node remembers of a version of content. Two are the same if, and only if, the bytes of
 * their manifests are, for these name every other byte by its digest.
 *
 * @param manifest the digest of the manifest's bytes
 */
public record ContentRef(ChannelName channel, Version version, Digest manifest) {

  /** For messages: what a person calls it, and its version. */
  @Override
  public String toString() {
    return channel.described() + " " + version;
  }
}
