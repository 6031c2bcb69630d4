package io.holdfast.config.disk;

/**
 * A partition that is there. Lengths are in sectors of its disk.
 *
 * @param number from 1
 * @param label of the partition itself; may be empty
 * @param content what is on it, as wipefs(8) calls it, such as {@code ext4}; empty for nothing
 * @param contentLabel the label of its file system; may be empty
 */
public record DiskPartition(
    int number, long start, long sectors, String label, String content, String contentLabel) {

  /** The first sector behind it. */
  public long end() {
    return start + sectors;
  }
}
