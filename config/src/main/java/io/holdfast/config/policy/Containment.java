package io.holdfast.config.policy;

import java.util.Locale;

/** What a node does that runs something withdrawn and has nowhere safe to go. */
public enum Containment {
  /** It runs on, and says so. */
  KEEP,
  /** It restarts into recovery, if that is not withdrawn, too. */
  RECOVERY,
  /** It runs on with its network interfaces down. */
  STOP_NETWORK;

  /**
   * By its word in a configuration.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Containment parse(String word) {
    for (Containment each : values()) {
      if (each.toString().equals(word)) {
        return each;
      }
    }
    throw new IllegalArgumentException("write keep, recovery or stop-network");
  }

  /** As it is written. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
