package io.holdfast.node.trial;

import io.holdfast.release.Digest;
import io.holdfast.release.Version;

/**
 * Which release a slot or a generation means. The manifest's digest is what tells releases apart;
 * name and version are for people.
 *
 * @param name of the release, 1 to 128 visible characters
 * @param version of the release
 * @param manifest digest of its manifest
 * @param rootHash root hash of its verity tree (dm-verity, SHA-256), 64 lower-case hexadecimal
 *     digits; the partitions' UUIDs follow from it (Discoverable Partitions Specification)
 */
public record ReleaseRef(String name, Version version, Digest manifest, String rootHash) {
  private static final int MAX_NAME = 128;

  /** Checks the forms. */
  public ReleaseRef {
    if (!Excerpt.isOneLine(name, MAX_NAME)) {
      throw new IllegalArgumentException(
          "a release's name must have 1 to "
              + MAX_NAME
              + " visible characters, not '"
              + name
              + "'");
    }
    if (!isRootHash(rootHash)) {
      throw new IllegalArgumentException(
          "'" + rootHash + "' is no verity root hash: it must be 64 lower-case hexadecimal digits");
    }
  }

  private static boolean isRootHash(String text) {
    try {
      return new Digest(text).hex().equals(text);
    } catch (IllegalArgumentException notHex) {
      return false;
    }
  }

  /** Name and version, for messages. */
  @Override
  public String toString() {
    return name + " " + version;
  }
}
