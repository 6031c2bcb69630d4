package io.holdfast.image.disk;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One partition to be made.
 *
 * @param label in the partition table, and of its file system
 * @param uuid of the partition; null for one that nobody looks for by UUID
 */
public record PlannedPartition(
    String label, PartitionType type, ByteSize size, @Nullable UUID uuid, Content content) {

  /** What is written into a partition. */
  public enum Content {
    /** The loader, its settings and entries, and the unified kernel images, in FAT. */
    LOADER("loader, kernel images and their entries (vfat)"),
    /** The root image. */
    ROOT("root image"),
    /** The root image's hash tree. */
    VERITY("hash tree"),
    /** Nothing: kept for the next release. */
    NOTHING("nothing: the next release's place"),
    /** The configuration and what the node needs to know of its installation, in ext4. */
    CONFIGURATION("configuration and the node's own state (ext4)"),
    /** An empty ext4. */
    PERSISTENT("empty: what persists (ext4)");

    private final String words;

    Content(String words) {
      this.words = words;
    }

    /** For people. */
    @Override
    public String toString() {
      return words;
    }
  }
}
