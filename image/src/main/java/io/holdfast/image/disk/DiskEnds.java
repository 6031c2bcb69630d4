package io.holdfast.image.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The first and the last MiB of a disk, where both copies of its partition table lie (UEFI 2.10,
 * section 5.3.2). Without them nothing on the disk boots. Stateless.
 */
final class DiskEnds {
  private static final int LENGTH = (int) ByteSize.MIB;

  private DiskEnds() {}

  /** Whether both hold only zeros. */
  static boolean areEmpty(Path place, ByteSize size) throws IOException {
    try (FileChannel channel = FileChannel.open(place, StandardOpenOption.READ)) {
      return isZero(channel, 0, size) && isZero(channel, last(size), size);
    }
  }

  /** Overwrites both with zeros, and returns once the disk has them. */
  static void wipe(Path place, ByteSize size) throws IOException {
    try (FileChannel channel = FileChannel.open(place, StandardOpenOption.WRITE)) {
      zero(channel, 0, size);
      zero(channel, last(size), size);
      channel.force(true);
    }
  }

  private static long last(ByteSize size) {
    return Math.max(0, size.bytes() - LENGTH);
  }

  private static boolean isZero(FileChannel channel, long start, ByteSize size) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(LENGTH, size.bytes()));
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, start + buffer.position()) < 0) {
        break;
      }
    }
    buffer.flip();
    while (buffer.hasRemaining()) {
      if (buffer.get() != 0) {
        return false;
      }
    }
    return true;
  }

  private static void zero(FileChannel channel, long start, ByteSize size) throws IOException {
    ByteBuffer zeros = ByteBuffer.allocate((int) Math.min(LENGTH, size.bytes()));
    while (zeros.hasRemaining()) {
      channel.write(zeros, start + zeros.position());
    }
  }
}
