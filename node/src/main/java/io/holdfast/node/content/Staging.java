package io.holdfast.node.content;

import io.holdfast.config.action.TargetPath;
import io.holdfast.config.yaml.Quoted;
import io.holdfast.host.DurableFile;
import io.holdfast.host.FileTree;
import io.holdfast.release.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One version of a channel's content while it is written. It becomes visible as a whole by {@link
 * #finish}, or not at all: closing it before removes it. For one thread.
 */
public final class Staging implements AutoCloseable {
  /** Each costs an inode and a flush; more belongs into an archive. */
  public static final int MAX_FILES = 10_000;

  /** Each level is an open folder while the tree is read back. */
  private static final int MAX_DEPTH = 32;

  private static final int PIECE = 1 << 16;

  private final Path folder;
  private final Path place;
  private final Map<Path, Digest> files = new HashMap<>();
  private long left;
  private boolean finished;

  Staging(Path folder, Path place, long bytes) {
    this.folder = folder;
    this.place = place;
    this.left = bytes;
  }

  /**
   * Writes one file and flushes it. A file that fails is removed, and may be tried again.
   *
   * @param path below the version's folder, names joined by single slashes, such as {@code
   *     lists/hosts.txt}
   * @param bytes read to their end, and never further than one byte past the size; left open
   * @param size in bytes, exactly; all files together no more than the staging was begun for
   * @param digest of the bytes
   * @throws ContentMismatchException if path, size or digest are not what they should be
   * @throws IOException if the stream or the disk fails, or is full
   */
  public void write(String path, InputStream bytes, long size, Digest digest) throws IOException {
    demandUnfinished();
    if (size < 0 || size > left) {
      throw mismatch(path, "has " + size + " bytes where at most " + left + " are left");
    }
    if (files.size() == MAX_FILES) {
      throw mismatch(path, "is one more than the " + MAX_FILES + " files a version may have");
    }
    Path file = locate(path);
    RealFolders.make(folder, parentOf(file));
    try (FileChannel channel = create(path, file)) {
      boolean whole = false;
      try {
        copy(path, bytes, size, digest, channel);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        channel.force(true);
        whole = true;
      } finally {
        if (!whole) {
          Files.deleteIfExists(file);
        }
      }
    }
    files.put(file, digest);
    left -= size;
  }

  /**
   * Reads every file back, flushes the folders, and gives the version its name, durably.
   *
   * @throws IOException if the disk fails or holds anything else than what was written; the version
   *     is not held then
   */
  public void finish() throws IOException {
    demandUnfinished();
    Set<Path> seen = new HashSet<>();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            readBack(file, attributes);
            seen.add(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
              throws IOException {
            DurableFile.syncFolder(visited);
            return FileVisitResult.CONTINUE;
          }
        });
    if (seen.size() != files.size()) {
      throw new IOException(
          folder + " has lost files that were written to it. Look what removes them.");
    }
    if (!RealFolders.isThere(place)) {
      // A stray file or link of this name was never a version.
      FileTree.delete(place);
    }
    Files.move(folder, place, StandardCopyOption.ATOMIC_MOVE);
    DurableFile.syncFolder(parentOf(place));
    finished = true;
  }

  /** Removes what was written, unless it was finished. */
  @Override
  public void close() throws IOException {
    if (!finished) {
      FileTree.delete(folder);
    }
  }

  private void demandUnfinished() {
    if (finished) {
      throw new IllegalStateException(place + " is finished; begin another staging");
    }
  }

  private Path locate(String path) throws ContentMismatchException {
    String absolute = "/" + path;
    try {
      TargetPath names = new TargetPath(absolute);
      if (names.value().equals(absolute) && names.names().size() <= MAX_DEPTH) {
        return folder.resolve(path);
      }
    } catch (IllegalArgumentException e) {
      throw mismatch(path, "is no path for a file: " + e.getMessage());
    }
    throw mismatch(
        path, "is no path for a file: it needs 1 to " + MAX_DEPTH + " names and single slashes");
  }

  private static FileChannel create(String path, Path file) throws IOException {
    try {
      return FileChannel.open(
          file,
          Set.of(
              StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
    } catch (FileAlreadyExistsException e) {
      throw mismatch(path, "comes twice, as a file or as a folder");
    }
  }

  private static void copy(
      String path, InputStream bytes, long size, Digest digest, FileChannel channel)
      throws IOException {
    MessageDigest hash = Digest.newHash();
    byte[] piece = new byte[PIECE];
    long missing = size;
    while (missing > 0) {
      int n = bytes.read(piece, 0, (int) Math.min(piece.length, missing));
      if (n < 0) {
        throw mismatch(path, "ends " + missing + " bytes before its " + size);
      }
      hash.update(piece, 0, n);
      ByteBuffer block = ByteBuffer.wrap(piece, 0, n);
      while (block.hasRemaining()) {
        channel.write(block);
      }
      missing -= n;
    }
    if (bytes.read() >= 0) {
      throw mismatch(path, "goes on after its " + size + " bytes");
    }
    Digest found = Digest.of(hash.digest(), 0);
    if (!found.equals(digest)) {
      throw mismatch(path, "is " + found + " and not " + digest);
    }
  }

  private void readBack(Path file, BasicFileAttributes attributes) throws IOException {
    Digest expected = files.get(file);
    if (expected == null || !attributes.isRegularFile()) {
      throw new IOException(
          file + " was never written there by Holdfast. Look what else writes to it.");
    }
    Digest found;
    try (InputStream stream = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      found = Digest.of(stream);
    }
    if (!found.equals(expected)) {
      throw new IOException(
          "What was written to "
              + file
              + " reads back as "
              + found
              + " and not as "
              + expected
              + ". The disk does not keep what it is given; nothing was switched.");
    }
  }

  private static ContentMismatchException mismatch(String path, String why) {
    return new ContentMismatchException(
        "The content's file "
            + Quoted.of(path)
            + " "
            + why
            + ". Nothing of it was kept; fetch it again, or from another source.");
  }

  private static Path parentOf(Path file) {
    Path parent = file.getParent();
    if (parent == null) {
      throw new IllegalStateException(file + " is in no folder");
    }
    return parent;
  }
}
