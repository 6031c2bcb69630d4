package io.holdfast.image.disk;

/** What is on a disk or in an image file, as far as matters before it is written over. */
public sealed interface Contents {
  /** Nothing: no partition table, no file system, nothing at either end. */
  record Empty() implements Contents {}

  /**
   * Something that somebody may want.
   *
   * @param what a noun with its article, such as "a gpt partition table"
   */
  record Holds(String what) implements Contents {}

  /**
   * Not known.
   *
   * @param why half a sentence
   */
  record Unknown(String why) implements Contents {}
}
