package io.holdfast.inventory.version;

/**
 * A version in its three parts, {@code [epoch:]version[-revision]}, as dpkg and rpm write it
 * (deb-version(7), rpm-version(7)).
 *
 * @param epoch empty if there is none, which is older than any
 * @param version up to the last hyphen
 * @param revision after it; empty if there is none. rpm calls it release
 */
record EpochVersionRevision(String epoch, String version, String revision) {
  static EpochVersionRevision of(String text) {
    int colon = text.indexOf(':');
    int last = text.lastIndexOf('-');
    int hyphen = last > colon ? last : -1;
    return new EpochVersionRevision(
        text.substring(0, Math.max(colon, 0)),
        text.substring(colon + 1, hyphen < 0 ? text.length() : hyphen),
        hyphen < 0 ? "" : text.substring(hyphen + 1));
  }
}
