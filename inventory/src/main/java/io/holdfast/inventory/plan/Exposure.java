package io.holdfast.inventory.plan;

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

  /** In words. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
