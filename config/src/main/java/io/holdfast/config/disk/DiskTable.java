package io.holdfast.config.disk;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What is on a disk.
 *
 * @param sectorBytes a power of two, at most a mebibyte
 * @param sectors how many it has
 * @param kind of its partition table; empty if it has none
 * @param content what else is on the disk as a whole, such as {@code ext4}; empty for nothing
 */
public record DiskTable(
    long sectorBytes, long sectors, String kind, String content, List<DiskPartition> partitions) {
  /** The one kind of table that can be changed here. */
  public static final String GPT = "gpt";

  /** All usual programs begin partitions at multiples of it. */
  public static final long MEBIBYTE = 1 << 20;

  /** Of the usual table of 128 entries, of which a copy is at the end (UEFI 2.10, 5.3.1). */
  private static final long ENTRIES_BYTES = 128 * 128;

  /** Checks and copies. */
  public DiskTable {
    if (sectorBytes < 1 || MEBIBYTE % sectorBytes != 0 || sectors < 0) {
      throw new IllegalArgumentException(
          "a disk cannot have " + sectors + " sectors of " + sectorBytes + " bytes");
    }
    partitions = List.copyOf(partitions);
  }

  /** How many sectors a mebibyte has. */
  public long mebibyteSectors() {
    return MEBIBYTE / sectorBytes;
  }

  /** The first sector that no partition may have: from there on is the table's copy. */
  public long usableEnd() {
    return sectors - 1 - ENTRIES_BYTES / sectorBytes;
  }

  /** The partition that lies behind all others. */
  public Optional<DiskPartition> last() {
    return partitions.stream().max(Comparator.comparingLong(DiskPartition::end));
  }
}
