package io.holdfast.node.content;

import io.holdfast.config.action.TargetPath;
import io.holdfast.host.DurableFile;
import io.holdfast.host.FileTree;
import io.holdfast.node.disk.NodePaths;
import io.holdfast.release.Digest;
import io.holdfast.release.content.ChannelName;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The versions of content that a node keeps, by channel and digest, in the layout that the package
 * describes. What changes is durable when a method returns, and a power failure leaves what was
 * there before or after it. For one writer at a time; readers may come at any moment.
 *
 * <p>A channel's name that {@link ChannelName} refuses is an IllegalArgumentException.
 */
public final class ContentStore {
  /** What content leaves free for those who share the partition: the journal, first of all. */
  public static final long RESERVE_BYTES = 16L << 20;

  private static final String CURRENT = "current";
  private static final String UNFINISHED = ".new-";
  private static final String REMOVED = ".old-";

  private final NodePaths paths;

  /** The store of a node; its folder need not exist yet. */
  public ContentStore(NodePaths paths) {
    this.paths = paths;
  }

  /**
   * Begins to write a version; what was left of an earlier try is dropped.
   *
   * @param bytes of all its files together, zero or more
   * @throws NoRoomException if they and {@link #RESERVE_BYTES} are not free
   * @throws IllegalStateException if the version is held already
   */
  public Staging begin(String channel, Digest digest, long bytes) throws IOException {
    if (bytes < 0) {
      throw new IllegalArgumentException("content cannot have " + bytes + " bytes");
    }
    Path folder = folder(channel);
    Path place = folder.resolve(digest.hex());
    if (holds(channel, digest)) {
      throw new IllegalStateException("channel " + channel + " holds " + digest + " already");
    }
    RealFolders.make(paths.root(), folder);
    Path unfinished = folder.resolve(UNFINISHED + digest.hex());
    FileTree.delete(unfinished);
    long free = free();
    if (!fits(bytes, free)) {
      throw new NoRoomException(
          "Channel "
              + channel
              + " needs "
              + bytes
              + " bytes for "
              + digest
              + ", and "
              + RESERVE_BYTES
              + " must stay free, but "
              + folder
              + " has only "
              + free
              + ". Remove what is not needed below /usr/local and from the folders that persist.");
    }
    RealFolders.create(unfinished);
    return new Staging(unfinished, place, bytes);
  }

  /** True if the whole version is there. */
  public boolean holds(String channel, Digest digest) {
    Path folder = folder(channel);
    return RealFolders.isThere(folder) && RealFolders.isThere(folder.resolve(digest.hex()));
  }

  /** Where a version is, if it is held. */
  public Path version(String channel, Digest digest) {
    return folder(channel).resolve(digest.hex());
  }

  /** The channels that something is kept of. */
  public List<String> channels() throws IOException {
    if (!RealFolders.isThere(paths.content())) {
      return List.of();
    }
    return entries(paths.content()).stream().map(path -> path.getFileName().toString()).toList();
  }

  /** The version that the consumer sees; empty if there is none, or not all of it. */
  public Optional<Digest> current(String channel) throws IOException {
    Path link = folder(channel).resolve(CURRENT);
    if (!RealFolders.isThere(folder(channel)) || !Files.isSymbolicLink(link)) {
      return Optional.empty();
    }
    return digestIn(Files.readSymbolicLink(link).toString())
        .filter(digest -> holds(channel, digest));
  }

  /**
   * Lets the consumer see a version that is held, or none, from one moment to the next. Doing it
   * twice is harmless.
   *
   * @throws IOException if it is not held, or the disk fails
   */
  public void activate(String channel, Optional<Digest> version) throws IOException {
    Path folder = folder(channel);
    Path link = folder.resolve(CURRENT);
    if (version.isEmpty()) {
      if (RealFolders.isThere(folder)) {
        FileTree.delete(link);
        DurableFile.syncFolder(folder);
      }
      return;
    }
    Digest digest = version.get();
    if (!holds(channel, digest)) {
      throw new IOException(
          "Channel " + channel + " does not hold " + digest + "; fetch it before it is activated.");
    }
    if (current(channel).equals(version)) {
      // It may have been switched by a process that died before it could flush.
      DurableFile.syncFolder(folder);
      return;
    }
    if (!Files.isSymbolicLink(link)) {
      FileTree.delete(link);
    }
    Path beside = beside(link);
    FileTree.delete(beside);
    replaceLink(beside, link, Path.of(digest.hex()));
  }

  /**
   * Makes a consumer's folder a link to what its channel's current version holds. An empty folder
   * and a link to elsewhere are replaced, folders above it made. Doing it twice is harmless.
   *
   * @param folder as the node sees it
   * @throws FolderInUseException if a file, or a folder that is not empty, is there; nothing was
   *     changed
   * @throws IOException if a folder above it is a link, or it cannot be made
   */
  public void link(String channel, TargetPath folder) throws IOException {
    Path target = Path.of("/").resolve(paths.root().relativize(folder(channel).resolve(CURRENT)));
    Path place = paths.root().resolve(folder.value().substring(1));
    Path above = place.resolveSibling("");
    try {
      RealFolders.make(paths.root(), above);
      if (Files.isSymbolicLink(place)) {
        if (Files.readSymbolicLink(place).equals(target)) {
          return;
        }
      } else if (RealFolders.isThere(place)) {
        Files.delete(place);
      } else if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
        throw inUse(channel, folder, "a file");
      }
      Path beside = beside(place);
      if (Files.isSymbolicLink(beside)) {
        Files.delete(beside);
      }
      replaceLink(beside, place, target);
    } catch (DirectoryNotEmptyException e) {
      throw inUse(channel, folder, "a folder that is not empty");
    } catch (FileSystemException e) {
      throw new IOException(
          "Cannot make "
              + folder
              + " the place of channel "
              + channel
              + ": "
              + e.getMessage()
              + ". Declare a folder that this node can write, such as one in /var/lib.",
          e);
    }
  }

  /**
   * Removes the other versions of a channel, and all that was left unfinished; never what {@link
   * #current} names. Doing it twice is harmless.
   */
  public void keepOnly(String channel, Set<Digest> versions) throws IOException {
    Path folder = folder(channel);
    if (!RealFolders.isThere(folder)) {
      return;
    }
    Optional<Digest> current = current(channel);
    for (Path entry : entries(folder)) {
      String name = String.valueOf(entry.getFileName());
      Optional<Digest> version = digestIn(name).filter(digest -> RealFolders.isThere(entry));
      boolean isCurrent = name.equals(CURRENT) || (version.isPresent() && version.equals(current));
      if (isCurrent || version.filter(versions::contains).isPresent()) {
        continue;
      }
      if (version.isPresent()) {
        remove(folder, entry);
      } else {
        FileTree.delete(entry);
      }
    }
    DurableFile.syncFolder(folder);
  }

  /** Bytes that are free where the store is, the reserve included. */
  public long free() throws IOException {
    Path at = paths.content();
    while (!Files.isDirectory(at)) {
      Path above = at.getParent();
      if (above == null) {
        throw new IOException("There is no folder above " + paths.content() + "; mount it.");
      }
      at = above;
    }
    return Files.getFileStore(at).getUsableSpace();
  }

  static boolean fits(long bytes, long free) {
    return bytes <= free - RESERVE_BYTES;
  }

  /** By another name first: a version that is half deleted must not look like a whole one. */
  private static void remove(Path folder, Path version) throws IOException {
    Path removed = version.resolveSibling(REMOVED + version.getFileName());
    FileTree.delete(removed);
    Files.move(version, removed, StandardCopyOption.ATOMIC_MOVE);
    DurableFile.syncFolder(folder);
    FileTree.delete(removed);
  }

  private static void replaceLink(Path beside, Path link, Path target) throws IOException {
    Files.createSymbolicLink(beside, target);
    DurableFile.syncFolder(beside.resolveSibling(""));
    DurableFile.moveInto(beside, link);
  }

  private static Path beside(Path link) {
    return link.resolveSibling("." + link.getFileName() + ".new");
  }

  private static List<Path> entries(Path folder) throws IOException {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      stream.forEach(entries::add);
    }
    return entries;
  }

  private static Optional<Digest> digestIn(String name) {
    try {
      return Optional.of(new Digest(name));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static FolderInUseException inUse(String channel, TargetPath folder, String what) {
    return new FolderInUseException(
        folder
            + " is "
            + what
            + ", and channel "
            + channel
            + " is to be read there. Move what is there away, or declare another folder.");
  }

  private Path folder(String channel) {
    return paths.content().resolve(new ChannelName(channel).text());
  }
}
