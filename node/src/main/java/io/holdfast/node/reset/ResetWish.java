package io.holdfast.node.reset;

/**
 * What a person wants to be forgotten.
 *
 * @param keepData true to forget only what the system itself keeps, and no file of a person or a
 *     program
 * @param configuration true to forget the configuration as well
 */
public record ResetWish(boolean keepData, boolean configuration) {
  /** All that persists, but for the configuration. */
  public static final ResetWish DATA = new ResetWish(false, false);

  /** As the initrd reads it, from the first line of the mark. */
  String words() {
    return (keepData ? "system" : "data") + (configuration ? " configuration" : "");
  }
}
