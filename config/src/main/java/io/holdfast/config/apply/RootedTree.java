package io.holdfast.config.apply;

import io.holdfast.config.action.TargetPath;
import io.holdfast.host.DurableFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file tree whose root is treated as a root: links in it are followed as a machine started from
 * it would follow them, and none leads out. Nobody else may change the tree's folders meanwhile.
 */
final class RootedTree {
  /** As in the kernel (path_resolution(7)); more is a loop. */
  private static final int MAX_LINKS = 40;

  /** Files that are read to be changed, such as /etc/passwd, are never larger. */
  private static final int MAX_READ_BYTES = 4 << 20;

  private static final int FOLDER_MODE = 0755;

  private final Path root;
  private final boolean isWhole;

  RootedTree(Path root) throws IOException {
    this.root = root.toRealPath();
    this.isWhole = this.root.getParent() == null;
  }

  Path root() {
    return root;
  }

  /** True if the root is that of the running machine. */
  boolean isWhole() {
    return isWhole;
  }

  /**
   * Where a path of the tree is, with all links followed, the last one too. What does not exist yet
   * is taken as written.
   *
   * @throws IOException if a link leads out of the tree or in circles
   */
  Path resolve(TargetPath path) throws IOException {
    Deque<String> left = new ArrayDeque<>(path.names());
    Path at = root;
    int links = 0;
    while (!left.isEmpty()) {
      String name = left.removeFirst();
      if (name.equals("..")) {
        at = above(at, path);
        continue;
      }
      Path next = at.resolve(name);
      if (!Files.isSymbolicLink(next)) {
        at = next;
        continue;
      }
      links++;
      if (links > MAX_LINKS) {
        throw new IOException(path + " follows more than " + MAX_LINKS + " links");
      }
      Path target = Files.readSymbolicLink(next);
      at = target.isAbsolute() ? root : at;
      for (int i = target.getNameCount() - 1; i >= 0; i--) {
        String part = target.getName(i).toString();
        if (!part.isEmpty() && !part.equals(".")) {
          left.addFirst(part);
        }
      }
    }
    return at;
  }

  /** Makes a folder and those above it, where they are missing. */
  void makeFolders(Path folder) throws IOException {
    if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Path above = folder.getParent();
    if (above != null && !folder.equals(root)) {
      makeFolders(above);
    }
    Files.createDirectory(folder);
    setMode(folder, FOLDER_MODE);
  }

  /** The bytes of a file as text, or nothing if it does not exist. */
  String read(Path file) throws IOException {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return "";
    }
    try (InputStream stream = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      byte[] bytes = stream.readNBytes(MAX_READ_BYTES + 1);
      if (bytes.length > MAX_READ_BYTES) {
        throw new IOException(file + " is larger than " + MAX_READ_BYTES + " bytes");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  /**
   * Replaces or makes a file so that nobody ever sees a part of it, nor the whole with another mode
   * or owner.
   *
   * @param owner null to leave it to the system
   */
  void replace(Path file, byte[] bytes, int mode, @Nullable Owner owner) throws IOException {
    if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(file + " is a folder; a file cannot replace it");
    }
    Path beside = file.resolveSibling("." + file.getFileName() + ".new");
    Files.deleteIfExists(beside);
    try {
      try (FileChannel channel =
          FileChannel.open(
              beside,
              Set.of(
                  StandardOpenOption.CREATE_NEW,
                  StandardOpenOption.WRITE,
                  LinkOption.NOFOLLOW_LINKS),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        setOwner(beside, owner);
        // After the owner: chown(2) clears the set-user-ID bits.
        setMode(beside, mode);
        channel.force(true);
      }
      DurableFile.moveInto(beside, file);
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  /** Sets permission bits, from 0 to 07777, without following a link. */
  void setMode(Path path, int mode) throws IOException {
    Files.setAttribute(path, "unix:mode", mode, LinkOption.NOFOLLOW_LINKS);
  }

  /** Sets those halves of an owner that are given, without following a link. */
  void setOwner(Path path, @Nullable Owner owner) throws IOException {
    if (owner != null && owner.uid() != Owner.AS_IS) {
      Files.setAttribute(path, "unix:uid", owner.uid(), LinkOption.NOFOLLOW_LINKS);
    }
    if (owner != null && owner.gid() != Owner.AS_IS) {
      Files.setAttribute(path, "unix:gid", owner.gid(), LinkOption.NOFOLLOW_LINKS);
    }
  }

  /** The permission bits of something that exists. */
  int modeOf(Path path) throws IOException {
    return (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS) & 07777;
  }

  /** Names below a folder, none of them a link: where a user owns the folder, a link is a trap. */
  Path resolveWithoutLinks(Path folder, List<String> names) throws IOException {
    Path at = folder;
    for (String name : names) {
      at = at.resolve(name);
      if (Files.isSymbolicLink(at)) {
        throw new IOException(at + " is a link; its owner could point it anywhere. Remove it");
      }
    }
    return at;
  }

  private Path above(Path at, TargetPath path) throws IOException {
    Path parent = at.getParent();
    if (parent != null && !at.equals(root)) {
      return parent;
    }
    if (isWhole) {
      return root;
    }
    throw new IOException(path + " leads out of " + root + " through a link");
  }
}
