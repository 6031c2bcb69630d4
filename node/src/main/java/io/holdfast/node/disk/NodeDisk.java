package io.holdfast.node.disk;

import io.holdfast.node.trial.Slot;
import io.holdfast.release.layout.DiskLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The disk that the running root lies on, as sysfs describes it. Only this disk: another one with
 * the same labels, a copy say, is not the node's.
 *
 * @param device the whole disk
 * @param partitions by label
 */
public record NodeDisk(Path device, Map<String, Partition> partitions) {
  private static final int SECTOR = 512;
  private static final String VERITY_NAME = "root";

  /**
   * A partition.
   *
   * @param device its device file
   * @param number in the partition table, from 1
   * @param size in bytes
   */
  public record Partition(Path device, int number, long size) {}

  /** Copies. */
  public NodeDisk {
    partitions = Map.copyOf(partitions);
  }

  /**
   * Finds the disk below the verity device named {@code root}.
   *
   * @param sys where sysfs is mounted
   * @param dev where device files are
   * @throws IOException if the root does not lie on a disk as Holdfast installs it
   */
  public static NodeDisk find(Path sys, Path dev) throws IOException {
    Path block = sys.resolve("class/block");
    for (Path mapped : list(block)) {
      Path name = mapped.resolve("dm/name");
      if (Files.exists(name) && Files.readString(name).strip().equals(VERITY_NAME)) {
        for (Path below : list(mapped.resolve("slaves"))) {
          Path partition = block.resolve(nameOf(below)).toRealPath();
          Path disk = partition.getParent();
          if (disk != null && Files.exists(partition.resolve("partition"))) {
            return read(disk, dev);
          }
        }
      }
    }
    throw new IOException(
        "The running root does not lie on a disk that Holdfast installed (no verity device named "
            + VERITY_NAME
            + " on a partition). This command works on an installed node.");
  }

  /**
   * A partition by its label.
   *
   * @throws IOException if the disk has none
   */
  public Partition partition(String label) throws IOException {
    Partition partition = partitions.get(label);
    if (partition == null) {
      throw new IOException(
          device + " has no partition labelled " + label + ". Was its partition table changed?");
    }
    return partition;
  }

  /** The root partition of a slot. */
  public Partition root(Slot slot) throws IOException {
    return partition(DiskLayout.rootLabel(slot.name().toLowerCase(Locale.ROOT)));
  }

  /** The hash tree partition of a slot. */
  public Partition verity(Slot slot) throws IOException {
    return partition(DiskLayout.verityLabel(slot.name().toLowerCase(Locale.ROOT)));
  }

  private static NodeDisk read(Path disk, Path dev) throws IOException {
    Map<String, Partition> partitions = new HashMap<>();
    for (Path entry : list(disk)) {
      if (Files.exists(entry.resolve("partition"))) {
        String label = "";
        for (String line : Files.readAllLines(entry.resolve("uevent"))) {
          if (line.startsWith("PARTNAME=")) {
            label = line.substring("PARTNAME=".length());
          }
        }
        int number = Integer.parseInt(Files.readString(entry.resolve("partition")).strip());
        long sectors = Long.parseLong(Files.readString(entry.resolve("size")).strip());
        partitions.put(label, new Partition(dev.resolve(nameOf(entry)), number, sectors * SECTOR));
      }
    }
    return new NodeDisk(dev.resolve(nameOf(disk)), partitions);
  }

  private static List<Path> list(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
    }
  }

  private static String nameOf(Path path) {
    return String.valueOf(path.getFileName());
  }
}
