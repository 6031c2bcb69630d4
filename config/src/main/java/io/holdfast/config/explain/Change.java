package io.holdfast.config.explain;

import org.jspecify.annotations.Nullable;

/**
 * A single value in which two configurations differ.
 *
 * @param before null if it is new
 * @param after null if it is gone
 */
public record Change(@Nullable Setting before, @Nullable Setting after) {

  /** Checks that there is one. */
  public Change {
    if (before == null && after == null) {
      throw new IllegalArgumentException("a change has a value before or after it");
    }
  }

  /** Where it stands: after the change, or before it if it is gone. */
  public String path() {
    return after != null ? after.path() : before != null ? before.path() : "";
  }
}
