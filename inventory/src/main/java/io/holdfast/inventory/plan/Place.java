package io.holdfast.inventory.plan;

import java.util.Locale;

/** Where a node holds a release. */
public enum Place {
  /** What runs. */
  RUNNING,
  /** What it goes back to. */
  LAST_KNOWN_GOOD,
  /** Written, and not started yet. */
  STAGED,
  /** An older generation that it still has. */
  OLDER,
  /** In the recovery slot. */
  RECOVERY;

  /** In words. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
