package io.holdfast.inventory.statement;

import java.util.Locale;

/** Who can reach a node; those that most can reach come first. */
public enum Exposure {
  /** Anyone on the internet. */
  PUBLIC,
  /** Not known; taken for worse than it may be. */
  UNKNOWN,
  /** Those in the operator's own network. */
  INTERNAL,
  /** Nobody by network. */
  ISOLATED;

  /**
   * Reads the written form.
   *
   * @throws IllegalArgumentException if there is no such word
   */
  public static Exposure parse(String text) {
    for (Exposure each : values()) {
      if (each.toString().equals(text)) {
        return each;
      }
    }
    throw new IllegalArgumentException("'" + text + "' does not say who can reach a node");
  }

  /** In words, and as it is written. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
