package io.holdfast.release.repository;

import io.holdfast.release.Blob;
import io.holdfast.release.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;

/** Stores files in a repository's folder under the digests of their bytes. For one thread. */
final class BlobWriter {
  /** Large enough for a disk's speed, small enough for any machine that builds. */
  private static final int BUFFER_BYTES = 1 << 20;

  private static final String INCOMING = ".incoming";

  private final Path folder;
  private final Disk disk;

  /** What has been stored. */
  record Stored(Digest digest, long size) {}

  BlobWriter(Path folder, Disk disk) {
    this.folder = folder;
    this.disk = disk;
  }

  /** Removes what an interrupted writer left. */
  void clean() throws IOException {
    Files.deleteIfExists(incoming());
  }

  /**
   * Stores a file, flushed to disk; what is there already is stored once, and repaired if it was
   * damaged.
   *
   * @param what it is, for messages
   * @param bytes read to the end or beyond {@code most}; left open
   * @param least in bytes
   * @param most in bytes
   * @throws RepositoryException if it has fewer or more bytes
   */
  Stored add(String what, InputStream bytes, long least, long most) throws IOException {
    MessageDigest hash = Digest.newHash();
    long size = receive(bytes, hash, most);
    if (size < least || size > most) {
      clean();
      throw new RepositoryException(
          "Cannot publish "
              + what
              + ": it has "
              + (size > most ? "more than " + most + " bytes" : "no bytes")
              + ". Look at what made it.");
    }
    Stored stored = new Stored(Digest.of(hash.digest(), 0), size);
    disk.moveInto(incoming(), folder.resolve(Layout.blob(stored.digest())));
    return stored;
  }

  /** Whether a file is there with its size; its digest was checked when it was added. */
  boolean holds(Blob blob) throws IOException {
    Path file = folder.resolve(Layout.blob(blob.digest()));
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) == blob.size();
  }

  /** Demands that it {@link #holds} a file. */
  void demandStored(Blob blob) throws IOException {
    String path = Layout.blob(blob.digest());
    if (!holds(blob)) {
      throw new RepositoryException(
          "Cannot publish: "
              + blob.describe()
              + ", "
              + blob.size()
              + " bytes, is not stored in "
              + folder
              + " as "
              + path
              + ". Add everything before publishing.");
    }
  }

  private long receive(InputStream bytes, MessageDigest hash, long most) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    long size = 0;
    try (FileChannel channel =
        FileChannel.open(
            incoming(),
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS)) {
      for (int n = bytes.read(buffer); n >= 0; n = bytes.read(buffer)) {
        size += n;
        if (size > most) {
          break;
        }
        hash.update(buffer, 0, n);
        for (ByteBuffer left = ByteBuffer.wrap(buffer, 0, n); left.hasRemaining(); ) {
          channel.write(left);
        }
      }
      channel.force(true);
    }
    return size;
  }

  private Path incoming() {
    return folder.resolve(Layout.BLOBS).resolve(INCOMING);
  }
}
