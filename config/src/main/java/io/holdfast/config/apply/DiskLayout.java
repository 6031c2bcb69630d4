package io.holdfast.config.apply;

import io.holdfast.config.action.ChangeLayout;
import io.holdfast.config.action.TargetPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Partitions of a disk of the running machine. A node's disk is laid out by its installer; here it
 * is only seen whether it is already as a step wants it, which is what the steps of Kairos's own
 * configurations find on it.
 */
record DiskLayout(RootedTree tree) {
  private static final Path BLOCK = Path.of("/sys/class/block");

  /** As sysfs counts, whatever the disk does. */
  private static final long SECTOR_BYTES = 512;

  private static final long MEBIBYTE = 1 << 20;

  /** What the copy of the table and the alignment take behind the last partition. */
  private static final long LEFT_OVER = 4 * MEBIBYTE;

  Effect change(ChangeLayout layout) throws IOException {
    if (!tree.isWhole()) {
      throw new IOException(
          "partitions can be changed only by the running system, not by that in " + tree.root());
    }
    if (layout.initialize() || layout.device().startsWith("script://")) {
      throw unsupported(layout);
    }
    for (ChangeLayout.Partition partition : layout.added()) {
      if (partition.label().isEmpty() || !isThere("by-partlabel", partition.label())) {
        throw unsupported(layout);
      }
    }
    Long size = layout.expand();
    if (size != null && !isFull(layout, size)) {
      throw unsupported(layout);
    }
    return Effect.NONE;
  }

  private static IOException unsupported(ChangeLayout layout) {
    return new IOException(
        "Holdfast does not change partitions once a machine is installed; say what is wanted in"
            + " 'install.partitions' ("
            + layout.place()
            + ")");
  }

  /** True if the last partition has that size, or no more can be had for it. */
  private boolean isFull(ChangeLayout layout, long mebibytes) throws IOException {
    Path device = device(layout);
    Path block = BLOCK.resolve(String.valueOf(device.getFileName())).toRealPath();
    Path above = block.getParent();
    Path disk = above != null && Files.exists(block.resolve("partition")) ? above : block;
    long end = 0;
    long last = 0;
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(disk)) {
      for (Path entry : entries) {
        if (Files.exists(entry.resolve("partition"))) {
          long size = number(entry.resolve("size"));
          long behind = number(entry.resolve("start")) + size;
          last = behind > end ? size : last;
          end = Math.max(end, behind);
        }
      }
    }
    long free = (number(disk.resolve("size")) - end) * SECTOR_BYTES;
    return free < LEFT_OVER || (mebibytes > 0 && last * SECTOR_BYTES >= mebibytes * MEBIBYTE);
  }

  private Path device(ChangeLayout layout) throws IOException {
    String label = layout.label();
    if (label.isEmpty()) {
      return toReal(layout.device());
    }
    for (String folder : new String[] {"by-label", "by-partlabel"}) {
      if (isThere(folder, label)) {
        return toReal("/dev/disk/" + folder + "/" + label);
      }
    }
    throw new IOException("no disk has a file system or partition labelled " + label);
  }

  private static Path toReal(String device) throws IOException {
    try {
      return Path.of(new TargetPath(device).value()).toRealPath();
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private boolean isThere(String folder, String label) {
    return label.indexOf('/') < 0
        && tree.exists(new TargetPath("/dev/disk/" + folder + "/" + label));
  }

  private static long number(Path file) throws IOException {
    try {
      return Long.parseLong(Files.readString(file, StandardCharsets.US_ASCII).strip());
    } catch (NumberFormatException e) {
      throw new IOException(file + " holds no number", e);
    }
  }
}
