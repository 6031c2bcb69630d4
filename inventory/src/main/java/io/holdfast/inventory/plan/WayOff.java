package io.holdfast.inventory.plan;

import io.holdfast.release.manifest.ReleaseRef;

/** What is to be done with a node, from the best to the last resort. */
public sealed interface WayOff {
  /** What runs is safe; only other places are to be cleaned. */
  record Stay() implements WayOff {}

  /**
   * To a newer release.
   *
   * @param staged whether the node has it already
   */
  record Upgrade(ReleaseRef to, boolean staged) implements WayOff {}

  /** Back to an older release that the node has. */
  record Revert(ReleaseRef to, Place from) implements WayOff {}

  /** There is nowhere to go; the policy says what to do meanwhile. */
  record Contain(Containment how, String why) implements WayOff {}

  /** Somebody has to look. */
  record Person(String why) implements WayOff {}

  /** One word for programs. */
  default String word() {
    return switch (this) {
      case Stay _ -> "stay";
      case Upgrade _ -> "upgrade";
      case Revert _ -> "revert";
      case Contain _ -> "contain";
      case Person _ -> "person";
    };
  }

  /** A clause for people. */
  default String words() {
    return switch (this) {
      case Stay _ -> "keep what runs, which is not affected";
      case Upgrade(ReleaseRef to, boolean staged) ->
          staged ? "start " + to + ", which is staged" : "upgrade to " + to;
      case Revert(ReleaseRef to, Place from) -> "revert to " + to + ", " + from;
      case Contain(Containment how, String why) ->
          switch (how) {
                case KEEP -> "keep it running";
                case RECOVERY -> "start it in recovery";
                case STOP_NETWORK -> "stop its network";
              }
              + ": "
              + why;
      case Person(String why) -> "a person must look: " + why;
    };
  }
}
