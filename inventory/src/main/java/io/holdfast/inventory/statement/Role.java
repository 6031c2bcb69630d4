package io.holdfast.inventory.statement;

import java.util.Locale;

/** What a release is to a node that holds it. */
public enum Role {
  /** It runs. */
  RUNNING,
  /** What the node goes back to. */
  LAST_KNOWN_GOOD,
  /** In the recovery slot. */
  RECOVERY,
  /** Written, and not started yet. */
  STAGED,
  /** An older generation that the node still has. */
  OLDER;

  /**
   * Reads the written form.
   *
   * @throws IllegalArgumentException if there is no such role
   */
  public static Role parse(String text) {
    for (Role role : values()) {
      if (role.toString().equals(text)) {
        return role;
      }
    }
    throw new IllegalArgumentException("'" + text + "' is no role of a release on a node");
  }

  /** The written form. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
