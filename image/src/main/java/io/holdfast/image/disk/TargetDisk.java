package io.holdfast.image.disk;

import io.holdfast.host.Command;
import io.holdfast.image.tools.ToolsTree;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/**
 * The disk or image file to be written: what it holds, and making it ready. Not for several
 * threads.
 *
 * @param path absolute
 * @param device true for a block device
 */
record TargetDisk(Path path, boolean device) {
  private static final int EDGE = 1 << 20;

  /** What sysfs counts sizes in, whatever the disk's own sectors are. */
  private static final int SECTOR = 512;

  static TargetDisk of(Path path) throws IOException {
    Path place = path.toAbsolutePath().normalize();
    boolean device =
        Files.exists(place) && Files.readAttributes(place, BasicFileAttributes.class).isOther();
    return new TargetDisk(place, device);
  }

  /** In bytes; 0 for a file that is not there. */
  long size() throws IOException {
    if (!Files.exists(path)) {
      return 0;
    }
    return device ? deviceSize() : Files.size(path);
  }

  private long deviceSize() throws IOException {
    Path name = path.toRealPath().getFileName();
    Path size = Path.of("/sys/class/block").resolve(name).resolve("size");
    return Long.parseLong(Files.readString(size).strip()) * SECTOR;
  }

  /**
   * Refuses a disk that is in use, read-only or holds anything.
   *
   * @param erase whether what it holds may be lost
   */
  void demandFree(boolean erase, ToolsTree tools)
      throws IOException, InterruptedException, DiskRefusedException {
    if (!Files.exists(path)) {
      return;
    }
    if (!Files.isWritable(path)) {
      throw new DiskRefusedException(
          path + " cannot be written by this user. Become root, or choose an image file of yours.");
    }
    if (device && isMounted()) {
      throw new DiskRefusedException(
          path
              + " is in use: it or one of its partitions is mounted. Unmount it, or choose another.");
    }
    if (size() > 0 && !erase) {
      Command.Result found =
          tools
              .command(
                  List.of(),
                  List.of(path),
                  List.of("blkid", "-p", "-o", "export", path.toString()),
                  device ? ToolsTree.Devices.HOST : ToolsTree.Devices.FEW,
                  ToolsTree.Network.NONE)
              .run();
      if (found.succeeded() && !found.output().isBlank()) {
        throw new DiskRefusedException(
            path
                + " holds something: "
                + found.output().strip().replace('\n', ' ')
                + ". Nothing was changed. Pass --erase if it may be lost.");
      }
    }
  }

  /**
   * Makes an image file, sparse, or forgets what was at both ends, so that nothing half old boots.
   */
  void prepare(long size) throws IOException {
    if (!device) {
      Files.deleteIfExists(path);
      try (FileChannel channel =
          FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        channel.write(ByteBuffer.wrap(new byte[1]), size - 1);
        channel.force(true);
      }
      return;
    }
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      ByteBuffer zeros = ByteBuffer.allocate(EDGE);
      channel.write(zeros, 0);
      channel.write(zeros.rewind(), size - EDGE);
      channel.force(true);
    }
  }

  void sync() throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  private boolean isMounted() throws IOException {
    String prefix = path.toRealPath().toString();
    return Files.readAllLines(Path.of("/proc/self/mounts")).stream()
        .anyMatch(line -> line.startsWith(prefix));
  }
}
