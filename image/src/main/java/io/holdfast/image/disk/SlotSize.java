package io.holdfast.image.disk;

/** How large the root partitions of slots A and B shall be. */
public sealed interface SlotSize {

  /**
   * As the disk allows: where it has 8 GiB or more, twice the root image and at least 1 GiB, so
   * that later releases may grow; otherwise a quarter more than the root image.
   */
  record ByDisk() implements SlotSize {}

  /**
   * This large.
   *
   * @param root at least the root image's size
   */
  record Given(ByteSize root) implements SlotSize {}
}
