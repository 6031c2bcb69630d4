package io.holdfast.release.repository;

import io.holdfast.host.DurableFile;
import io.holdfast.release.Digest;
import io.holdfast.release.Version;
import io.holdfast.release.manifest.Manifest;
import io.holdfast.release.manifest.ManifestException;
import io.holdfast.release.manifest.Part;
import io.holdfast.release.manifest.ReleaseName;
import io.holdfast.release.manifest.ReleaseRef;
import io.holdfast.release.trust.SignedManifest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Publishes into a repository in a folder. At any moment, and after a crash at any moment, readers
 * find every release either whole or not at all: first come the parts, then the signature, then the
 * manifest, which makes the release exist, and last the list. Holds the repository's lock until it
 * is closed; not for use by several threads.
 */
public final class RepositoryWriter implements AutoCloseable {
  /** Large enough for a disk's speed, small enough for any machine that builds. */
  private static final int BUFFER_BYTES = 1 << 20;

  private static final String INCOMING = ".incoming";

  /** What may lie in a folder whose making was cut short, besides what it is to hold. */
  private static final Set<String> OWN_NAMES =
      Set.of("blobs", Layout.RELEASES, "." + Layout.REPOSITORY + ".new");

  private final Path folder;
  private final Disk disk;
  private final FileChannel lockFile;
  private final FolderRepository reader;

  private RepositoryWriter(Path folder, Disk disk, FileChannel lockFile) {
    this.folder = folder;
    this.disk = disk;
    this.lockFile = lockFile;
    this.reader = new FolderRepository(folder);
  }

  /**
   * Opens a repository for writing; makes one if the folder is empty or not there.
   *
   * @throws DamagedException if the folder holds something else, or a repository that is damaged or
   *     of a newer Holdfast
   * @throws RepositoryException if it cannot be written, or another process is writing to it
   */
  public static RepositoryWriter open(Path folder) throws RepositoryException {
    return open(folder, Disk.REAL);
  }

  static RepositoryWriter open(Path folder, Disk disk) throws RepositoryException {
    try {
      Path real = Files.createDirectories(folder).toRealPath();
      if (!Files.exists(real.resolve(Layout.REPOSITORY), LinkOption.NOFOLLOW_LINKS)) {
        make(real, disk);
      }
      RepositoryWriter writer = new RepositoryWriter(real, disk, lock(real));
      try {
        // Says what is wrong with it before anything is written.
        writer.reader.list();
        writer.demandOwnFolders();
        Files.deleteIfExists(writer.incoming());
        return writer;
      } catch (IOException e) {
        writer.close();
        throw e;
      }
    } catch (RepositoryException e) {
      throw e;
    } catch (IOException e) {
      throw unwritable(folder, e);
    }
  }

  /**
   * Stores a part, flushed to disk, under the digest of its bytes. A part that is there already is
   * stored once, and repaired if it was damaged.
   *
   * @param bytes read to the end; left open
   * @throws RepositoryException if it is empty, larger than {@link Part#MAX_SIZE} or cannot be
   *     written
   */
  public Part add(Part.Kind kind, InputStream bytes) throws RepositoryException {
    try {
      MessageDigest hash = Digest.newHash();
      long size = receive(kind, bytes, hash);
      Part part = new Part(kind, Digest.of(hash.digest(), 0), size);
      disk.moveInto(incoming(), folder.resolve(Layout.blob(part.digest())));
      return part;
    } catch (RepositoryException e) {
      throw e;
    } catch (IOException e) {
      throw unwritable(folder, e);
    }
  }

  /**
   * Publishes a release whose parts are all stored. Publishing the same bytes again changes
   * nothing, except that it replaces the signature and repairs the list.
   *
   * @throws ManifestException if the manifest cannot be used
   * @throws AlreadyPublishedException if another release has this name and version
   * @throws RepositoryException if a part is not stored, or the repository cannot be written
   */
  public ReleaseRef publish(SignedManifest signed) throws ManifestException, RepositoryException {
    Manifest manifest = Manifest.parse(signed.manifest());
    ReleaseEntry entry = new ReleaseEntry(manifest.name(), manifest.version());
    for (Part part : manifest.parts()) {
      demandStored(part);
    }
    List<ReleaseEntry> entries = new ArrayList<>(reader.list());
    demandUnpublished(entry, entries, signed);
    try {
      disk.replace(
          folder.resolve(Layout.signature(entry.name(), entry.version())), signed.signature());
      disk.replace(
          folder.resolve(Layout.manifest(entry.name(), entry.version())), signed.manifest());
      if (!entries.contains(entry)) {
        entries.add(entry);
        disk.replace(folder.resolve(Layout.INDEX), index(entries));
      }
    } catch (IOException e) {
      throw unwritable(folder, e);
    }
    return new ReleaseRef(entry.name(), entry.version(), signed.digest());
  }

  /** Releases the lock. */
  @Override
  public void close() throws RepositoryException {
    try {
      lockFile.close();
    } catch (IOException e) {
      throw unwritable(folder, e);
    }
  }

  /** The file that marks a repository comes last: before it there is none, with it there is all. */
  private static void make(Path folder, Disk disk) throws IOException {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder)) {
      for (Path file : found) {
        if (!OWN_NAMES.contains(String.valueOf(file.getFileName()))) {
          throw new DamagedException(
              folder
                  + " is no repository and is not empty: it holds "
                  + file.getFileName()
                  + ". Name an empty folder, or one that does not exist yet.");
        }
      }
    }
    Files.createDirectories(folder.resolve(Layout.BLOBS));
    Files.createDirectories(folder.resolve(Layout.RELEASES));
    DurableFile.syncFolder(folder.resolve("blobs"));
    disk.replace(folder.resolve(Layout.INDEX), index(List.of()));
    disk.replace(
        folder.resolve(Layout.REPOSITORY),
        Layout.repositoryFile().getBytes(StandardCharsets.UTF_8));
  }

  private static FileChannel lock(Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve(Layout.REPOSITORY), StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    @Nullable FileLock lock = null;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // Another writer in this process: as good as in another one.
    }
    if (lock == null) {
      channel.close();
      throw new RepositoryException(
          "Another process is writing to the repository " + folder + ". Wait until it has ended.");
    }
    return channel;
  }

  /** Nothing is ever written through a symbolic link to somewhere else. */
  private void demandOwnFolders() throws IOException {
    for (String name : List.of(Layout.BLOBS, Layout.RELEASES)) {
      Path own = folder.resolve(name);
      if (!Files.isDirectory(own) || !own.toRealPath().equals(own)) {
        throw reader.damaged(name, "is no folder of its own");
      }
    }
  }

  private long receive(Part.Kind kind, InputStream bytes, MessageDigest hash) throws IOException {
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
        if (size > Part.MAX_SIZE) {
          break;
        }
        hash.update(buffer, 0, n);
        for (ByteBuffer left = ByteBuffer.wrap(buffer, 0, n); left.hasRemaining(); ) {
          channel.write(left);
        }
      }
      channel.force(true);
    }
    if (size < 1 || size > Part.MAX_SIZE) {
      Files.deleteIfExists(incoming());
      throw new RepositoryException(
          "The part '"
              + kind
              + "' has "
              + (size < 1 ? "no bytes" : "more than " + Part.MAX_SIZE + " bytes")
              + " and cannot be published. Look at what made it.");
    }
    return size;
  }

  private void demandStored(Part part) throws RepositoryException {
    String path = Layout.blob(part.digest());
    Path file = folder.resolve(path);
    try {
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          || Files.size(file) != part.size()) {
        throw new RepositoryException(
            "Part '"
                + part.kind()
                + "' of the release, "
                + part.size()
                + " bytes, is not stored in "
                + folder
                + " as "
                + path
                + ". Add all parts before publishing.");
      }
    } catch (RepositoryException e) {
      throw e;
    } catch (IOException e) {
      throw unwritable(folder, e);
    }
  }

  private void demandUnpublished(
      ReleaseEntry entry, List<ReleaseEntry> entries, SignedManifest signed)
      throws RepositoryException {
    if (entries.size() >= Layout.MAX_RELEASES && !entries.contains(entry)) {
      throw new RepositoryException(
          "The repository "
              + folder
              + " lists "
              + entries.size()
              + " releases, and no more are allowed. Publish to another one.");
    }
    ReleaseName name = entry.name();
    Version version = entry.version();
    byte[] there = reader.read(Layout.manifest(name, version), Manifest.MAX_BYTES);
    if (there != null && !Arrays.equals(there, signed.manifest())) {
      throw alreadyPublished(entry, entry);
    }
    for (ReleaseEntry other : entries) {
      // 1.0 and 1.0.0 are the same place in the order of versions.
      if (!other.equals(entry)
          && other.name().equals(name)
          && other.version().compareTo(version) == 0) {
        throw alreadyPublished(entry, other);
      }
    }
  }

  private AlreadyPublishedException alreadyPublished(ReleaseEntry entry, ReleaseEntry there) {
    return new AlreadyPublishedException(
        "The release "
            + entry
            + " cannot be published in "
            + folder
            + ": another one is published as "
            + there
            + ", and nodes may run it. Choose a higher version.");
  }

  private Path incoming() {
    return folder.resolve(Layout.BLOBS).resolve(INCOMING);
  }

  private static byte[] index(List<ReleaseEntry> entries) {
    return Layout.index(entries).getBytes(StandardCharsets.UTF_8);
  }

  private static RepositoryException unwritable(Path folder, IOException cause) {
    return new RepositoryException(
        "Cannot write to the repository "
            + folder
            + ": "
            + cause
            + ". Check its permissions and the space on its disk.",
        cause);
  }
}
