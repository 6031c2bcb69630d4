package io.holdfast.image.disk;

/** What shall become of what a disk or an image file holds. */
public enum Existing {
  /** It is to be kept: install only where there is nothing. */
  KEEP,
  /** It may be erased. */
  ERASE
}
