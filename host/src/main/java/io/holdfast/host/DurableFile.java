package io.holdfast.host;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Files that survive a loss of power: written beside, flushed, renamed into place, and the folder
 * flushed too. A reader sees the old file or the new one, never a part. Not for two writers at
 * once.
 */
public final class DurableFile {
  /** Only the owner reads and writes: mode 0600. */
  public static final Set<PosixFilePermission> PRIVATE =
      Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private DurableFile() {}

  /**
   * Replaces or makes a file.
   *
   * @throws IOException if any step fails; the old file is then still whole
   */
  public static void replace(Path file, byte[] bytes) throws IOException {
    Path beside = file.resolveSibling("." + file.getFileName() + ".new");
    write(
        FileChannel.open(
            beside,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE),
        bytes);
    moveInto(beside, file);
  }

  private static void write(FileChannel opened, byte[] bytes) throws IOException {
    try (FileChannel channel = opened) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
  }

  /**
   * The same for a file that may hold a secret: only its owner may read it, from the first byte on.
   */
  public static void replacePrivate(Path file, byte[] bytes) throws IOException {
    Path beside = file.resolveSibling("." + file.getFileName() + ".new");
    // One that was left there may have another mode.
    Files.deleteIfExists(beside);
    write(
        FileChannel.open(
            beside,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PRIVATE)),
        bytes);
    moveInto(beside, file);
  }

  /** Replaces or makes a file of text in UTF-8. */
  public static void replace(Path file, String text) throws IOException {
    replace(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Renames a file whose bytes are already flushed, over whatever has that name. */
  public static void moveInto(Path flushed, Path file) throws IOException {
    Files.move(flushed, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    syncFolder(folderOf(file));
  }

  /** Deletes a file, if it is there, so that it stays deleted. */
  public static void delete(Path file) throws IOException {
    if (Files.deleteIfExists(file)) {
      syncFolder(folderOf(file));
    }
  }

  /** Flushes a folder's list of names (fsync(2) on the folder itself). */
  public static void syncFolder(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static Path folderOf(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IllegalArgumentException(file + " is no file in a folder");
    }
    return folder;
  }
}
