package io.holdfast.release.repository;

import io.holdfast.host.DurableFile;
import io.holdfast.release.Blob;
import io.holdfast.release.Version;
import io.holdfast.release.content.ChannelName;
import io.holdfast.release.content.ContentFile;
import io.holdfast.release.content.ContentManifest;
import io.holdfast.release.content.ContentRef;
import io.holdfast.release.manifest.Manifest;
import io.holdfast.release.manifest.ManifestException;
import io.holdfast.release.manifest.Part;
import io.holdfast.release.manifest.ReleaseName;
import io.holdfast.release.manifest.ReleaseRef;
import io.holdfast.release.trust.SignedManifest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Publishes into a repository in a folder. At any moment, and after a crash at any moment, readers
 * find every release and every version of content either whole or not at all: first come the files,
 * then the signature, then the manifest, which makes it exist, and last the lists. Holds the
 * repository's lock until it is closed; not for use by several threads.
 */
public final class RepositoryWriter implements AutoCloseable {
  /** What may lie in a folder whose making was cut short, besides what it is to hold. */
  private static final Set<String> OWN_NAMES =
      Set.of("blobs", Layout.RELEASES, "." + Layout.REPOSITORY + ".new");

  private final Path folder;
  private final Disk disk;
  private final FileChannel lockFile;
  private final FolderRepository reader;
  private final BlobWriter blobs;

  private RepositoryWriter(Path folder, Disk disk, FileChannel lockFile) {
    this.folder = folder;
    this.disk = disk;
    this.lockFile = lockFile;
    this.reader = new FolderRepository(folder);
    this.blobs = new BlobWriter(folder, disk);
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
        for (String name : List.of(Layout.BLOBS, Layout.RELEASES)) {
          writer.demandOwnFolder(name);
        }
        writer.blobs.clean();
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
    BlobWriter.Stored stored = store("part '" + kind + "'", bytes, 1, Part.MAX_SIZE);
    return new Part(kind, stored.digest(), stored.size());
  }

  /**
   * Stores a file of content, as {@link #add} does a part.
   *
   * @param path below the content's folder
   * @param bytes read to the end; left open
   * @throws IllegalArgumentException if the path cannot be that of a content file
   * @throws RepositoryException if it is larger than {@link ContentFile#MAX_SIZE} or cannot be
   *     written
   */
  public ContentFile addContent(String path, InputStream bytes) throws RepositoryException {
    BlobWriter.Stored stored = store("file '" + path + "'", bytes, 0, ContentFile.MAX_SIZE);
    return new ContentFile(path, stored.digest(), stored.size());
  }

  /** Whether a file is stored; its digest was checked when it was. */
  public boolean holds(Blob blob) throws RepositoryException {
    try {
      return blobs.holds(blob);
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
    demandStored(manifest.parts());
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

  /**
   * Publishes a version of content whose files are all stored; otherwise as {@link #publish}. A
   * channel comes into being with its first version.
   *
   * @throws ManifestException if the manifest cannot be used
   * @throws AlreadyPublishedException if other content has this channel and version
   * @throws DamagedException if the channel's list cannot be used, or its folder is a link
   * @throws RepositoryException if a file is not stored, or the repository cannot be written
   */
  public ContentRef publishContent(SignedManifest signed)
      throws ManifestException, RepositoryException {
    ContentManifest manifest = ContentManifest.parse(signed.manifest());
    ContentRef content = new ContentRef(manifest.channel(), manifest.version(), signed.digest());
    demandStored(manifest.blobs());
    Set<ChannelName> channels = new TreeSet<>(reader.channels());
    List<Version> listed = reader.versionsOf(content.channel());
    Set<Version> versions = new TreeSet<>(listed == null ? List.of() : listed);
    demandUnpublished(content, versions, signed);
    demandRoom(content, channels, versions);
    try {
      makeFolder(content.channel());
      disk.replace(
          folder.resolve(ContentLayout.signature(content.channel(), content.version())),
          signed.signature());
      disk.replace(
          folder.resolve(ContentLayout.manifest(content.channel(), content.version())),
          signed.manifest());
      if (versions.add(content.version())) {
        disk.replace(
            folder.resolve(ContentLayout.versions(content.channel())),
            utf8(ContentLayout.writeVersions(versions)));
      }
      if (channels.add(content.channel())) {
        disk.replace(
            folder.resolve(ContentLayout.CHANNELS), utf8(ContentLayout.writeChannels(channels)));
      }
    } catch (RepositoryException e) {
      throw e;
    } catch (IOException e) {
      throw unwritable(folder, e);
    }
    return content;
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
    disk.replace(folder.resolve(Layout.REPOSITORY), utf8(Layout.repositoryFile()));
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
  private void demandOwnFolder(String name) throws IOException {
    Path own = folder.resolve(name);
    if (!Files.isDirectory(own) || !own.toRealPath().equals(own)) {
      throw reader.damaged(name, "is no folder of its own");
    }
  }

  private void makeFolder(ChannelName channel) throws IOException {
    for (String name : List.of(ContentLayout.CONTENT, ContentLayout.folder(channel))) {
      if (!Files.exists(folder.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
        Files.createDirectory(folder.resolve(name));
      }
      demandOwnFolder(name);
    }
    DurableFile.syncFolder(folder);
    DurableFile.syncFolder(folder.resolve(ContentLayout.CONTENT));
  }

  private BlobWriter.Stored store(String what, InputStream bytes, long least, long most)
      throws RepositoryException {
    try {
      return blobs.add(what, bytes, least, most);
    } catch (RepositoryException e) {
      throw e;
    } catch (IOException e) {
      throw unwritable(folder, e);
    }
  }

  private void demandStored(List<? extends Blob> wanted) throws RepositoryException {
    try {
      for (Blob blob : wanted) {
        blobs.demandStored(blob);
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
      throw full(entries.size() + " releases");
    }
    ReleaseName name = entry.name();
    Version version = entry.version();
    byte[] there = reader.read(Layout.manifest(name, version), Manifest.MAX_BYTES);
    if (there != null && !Arrays.equals(there, signed.manifest())) {
      throw alreadyPublished("The release " + entry, entry);
    }
    for (ReleaseEntry other : entries) {
      // 1.0 and 1.0.0 are the same place in the order of versions.
      if (!other.equals(entry)
          && other.name().equals(name)
          && other.version().compareTo(version) == 0) {
        throw alreadyPublished("The release " + entry, other);
      }
    }
  }

  private void demandUnpublished(ContentRef content, Set<Version> versions, SignedManifest signed)
      throws RepositoryException {
    ChannelName channel = content.channel();
    Version version = content.version();
    byte[] there = reader.read(ContentLayout.manifest(channel, version), ContentManifest.MAX_BYTES);
    if (there != null && !Arrays.equals(there, signed.manifest())) {
      throw alreadyPublished("Content " + content, content);
    }
    for (Version other : versions) {
      // 1.0 and 1.0.0 are the same place in the order of versions.
      if (!other.equals(version) && other.compareTo(version) == 0) {
        throw alreadyPublished("Content " + content, channel + " " + other);
      }
    }
  }

  private void demandRoom(ContentRef content, Set<ChannelName> channels, Set<Version> versions)
      throws RepositoryException {
    if (!channels.contains(content.channel()) && channels.size() >= ContentLayout.MAX_CHANNELS) {
      throw full(channels.size() + " channels");
    }
    if (!versions.contains(content.version()) && versions.size() >= ContentLayout.MAX_VERSIONS) {
      throw full(versions.size() + " versions on channel " + content.channel());
    }
  }

  private RepositoryException full(String what) {
    return new RepositoryException(
        "The repository "
            + folder
            + " lists "
            + what
            + ", and no more are allowed. Publish to another one.");
  }

  private AlreadyPublishedException alreadyPublished(String what, Object there) {
    return new AlreadyPublishedException(
        what
            + " cannot be published in "
            + folder
            + ": another one is published as "
            + there
            + ", and nodes may run it. Choose a higher version.");
  }

  private static byte[] index(List<ReleaseEntry> entries) {
    return utf8(Layout.index(entries));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
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
