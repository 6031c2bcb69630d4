package io.holdfast.node.trial;

/** What a slot is known to contain. */
public sealed interface SlotContent {

  /** Nothing that may be booted. */
  record Empty() implements SlotContent {}

  /** A release that is being written, or whose writing was interrupted. Never to be booted. */
  record Unfinished(ReleaseRef release) implements SlotContent {}

  /** A release, written, flushed, read back and verified. */
  record Holds(ReleaseRef release) implements SlotContent {}

  /**
   * A release of which blocks no longer match its verity tree.
   *
   * @param why what was seen; cut to 400 characters
   */
  record Damaged(ReleaseRef release, String why) implements SlotContent {
    /** Cuts the text. */
    public Damaged {
      why = Excerpt.of(why);
    }
  }
}
