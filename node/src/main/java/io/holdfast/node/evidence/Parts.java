package io.holdfast.node.evidence;

import java.util.List;

/**
 * What a failed generation was made of.
 *
 * @param all its release and contents, each with version and manifest
 * @param changed those that the last known good did not have
 */
public record Parts(List<String> all, List<String> changed) {
  /** A release, and content of as many channels as a node has. */
  public static final int MAX_PARTS = 65;

  /** A name, a version and a digest. */
  public static final int MAX_PART_CHARS = 300;

  /** Makes the texts plain and cuts them to their bounds. */
  public Parts {
    all = plain(all);
    changed = plain(changed);
  }

  private static List<String> plain(List<String> parts) {
    return PlainText.lines(parts, MAX_PARTS, MAX_PART_CHARS, MAX_PARTS * MAX_PART_CHARS);
  }
}
