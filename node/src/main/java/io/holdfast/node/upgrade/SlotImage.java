package io.holdfast.node.upgrade;

import io.holdfast.host.Command;
import io.holdfast.release.Digest;
import io.holdfast.release.manifest.Part;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;

/**
 * One partition of a slot and what is to lie at its beginning. What is read back comes from the
 * disk and not from memory.
 *
 * @param device a partition, or a file in tests
 * @param size of the device in bytes
 */
public record SlotImage(Path device, long size) {
  /** Hears how many bytes are done. */
  @FunctionalInterface
  public interface Meter {
    /** That many, of the part. */
    void done(long bytes);
  }

  /**
   * Writes a part from its beginning and flushes it.
   *
   * @param bytes verified as they are read; read to their end
   * @throws IOException if it does not fit, or the disk fails
   */
  public void write(Part part, InputStream bytes, Meter meter)
      throws IOException, InterruptedException {
    demandHolds(part);
    write(block -> fill(bytes, block), meter);
  }

  /**
   * Writes a part as another partition has it, and flushes it. What that one has is not looked at:
   * {@link #verify} it before, and this one after.
   *
   * @throws IOException if it does not fit, or a disk fails
   */
  public void copy(Part part, SlotImage from, Meter meter)
      throws IOException, InterruptedException {
    demandHolds(part);
    try (FileChannel source = FileChannel.open(from.device, StandardOpenOption.READ)) {
      write(from.reading(part, source), meter);
    }
  }

  private void demandHolds(Part part) throws IOException {
    if (part.size() > size) {
      throw new IOException(
          device
              + " has "
              + size
              + " bytes and cannot hold the "
              + part.kind()
              + " of "
              + part.size()
              + " bytes. This node's slots are too small for the release; install"
              + " it with larger ones.");
    }
  }

  private void write(BlockPipe.Source source, Meter meter)
      throws IOException, InterruptedException {
    try (FileChannel channel = FileChannel.open(device, StandardOpenOption.WRITE)) {
      long[] place = {0};
      new BlockPipe()
          .run(
              source,
              block -> {
                while (block.hasRemaining()) {
                  place[0] += channel.write(block, place[0]);
                }
                meter.done(place[0]);
              });
      channel.force(true);
    }
  }

  /**
   * Reads a part back and compares it with its digest.
   *
   * @throws IOException if it differs, or the disk fails
   */
  public void verify(Part part, Meter meter) throws IOException, InterruptedException {
    forgetCached();
    MessageDigest hash = Digest.newHash();
    try (FileChannel channel = FileChannel.open(device, StandardOpenOption.READ)) {
      long[] hashed = {0};
      new BlockPipe()
          .run(
              reading(part, channel),
              block -> {
                hashed[0] += block.remaining();
                hash.update(block);
                meter.done(hashed[0]);
              });
    }
    Digest found = Digest.of(hash.digest(), 0);
    if (!found.equals(part.digest())) {
      throw new IOException(
          "What was written to "
              + device
              + " reads back as "
              + found
              + " and not as "
              + part.digest()
              + ". The disk does not keep what it is given; nothing was switched.");
    }
  }

  /** The part and nothing behind it. */
  private BlockPipe.Source reading(Part part, FileChannel channel) {
    long[] place = {0};
    return block -> {
      long left = part.size() - place[0];
      if (left > 0) {
        // Whole blocks of a disk are read; the last one may hold more than the part.
        int n = channel.read(block, place[0]);
        if (n < 0) {
          throw new IOException(device + " ends before the " + part.kind() + " does.");
        }
        block.position((int) Math.min(block.position(), left));
        place[0] += n;
      }
    };
  }

  private static void fill(InputStream bytes, ByteBuffer block) throws IOException {
    byte[] piece = new byte[1 << 16];
    while (block.hasRemaining()) {
      int n = bytes.read(piece, 0, Math.min(piece.length, block.remaining()));
      if (n < 0) {
        return;
      }
      block.put(piece, 0, n);
    }
  }

  /**
   * Drops what the kernel remembers of the device (ioctl BLKFLSBUF), so that reading asks the disk.
   */
  private void forgetCached() throws IOException, InterruptedException {
    if (Files.readAttributes(device, BasicFileAttributes.class).isOther()) {
      Command.of("blockdev", "--flushbufs", device.toString()).check();
    }
  }
}
