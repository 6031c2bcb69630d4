package io.holdfast.config.language;

/** What Holdfast does with a key. */
public sealed interface Support {
  /** As it says. */
  Support FULL = new Supported();

  /** It does what the key says. */
  record Supported() implements Support {}

  /**
   * It knows the key and does nothing with it.
   *
   * @param reason why not, as the end of a sentence that begins with the key
   * @param instead what to use instead; empty if nothing is needed
   */
  record Unsupported(String reason, String instead) implements Support {}

  /**
   * It is read, and the step that has it fails on a node.
   *
   * @param reason why, as the end of a sentence that begins with the key
   * @param instead what to use instead
   */
  record RefusedAtRunTime(String reason, String instead) implements Support {}
}
