package io.holdfast.config.apply;

import io.holdfast.config.action.FileContent;
import io.holdfast.config.action.TargetPath;
import io.holdfast.host.DurableFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file tree whose root is treated as a root: links in it are followed as a machine started from
 * it would follow them, and none leads out. Nobody else may change the tree's folders meanwhile.
 * What is already as it should be is not touched. A tree that only plans touches nothing at all: it
 * remembers what would be written, and shows it to whoever reads.
 */
final class RootedTree {
  /** As in the kernel (path_resolution(7)); more is a loop. */
  private static final int MAX_LINKS = 40;

  /** Files that are read to be changed, such as /etc/passwd, are never larger. */
  private static final int MAX_READ_BYTES = 4 << 20;

  private static final int FOLDER_MODE = 0755;

  /** What is, or would be, somewhere. Its content is only known of a planned file. */
  private record Seen(boolean folder, int mode, Owner owner, @Nullable FileContent content) {}

  private final Path root;
  private final boolean isWhole;
  private final boolean planning;
  private final Map<Path, Seen> planned = new HashMap<>();

  RootedTree(Path root, boolean planning) throws IOException {
    this.root = root.toRealPath();
    if (!Files.isDirectory(this.root)) {
      throw new NotDirectoryException(root.toString());
    }
    this.isWhole = this.root.getParent() == null;
    this.planning = planning;
  }

  Path root() {
    return root;
  }

  /** True if the root is that of the running machine. */
  boolean isWhole() {
    return isWhole;
  }

  /** True if nothing is to be changed. */
  boolean isPlanning() {
    return planning;
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

  /** True if there is something. */
  boolean exists(Path path) throws IOException {
    return seen(path) != null;
  }

  /** True if there is something where a path of the tree leads; false if it leads nowhere. */
  boolean exists(TargetPath path) {
    try {
      return exists(resolve(path));
    } catch (IOException e) {
      return false;
    }
  }

  /** True for a folder that is no link to one. */
  boolean isFolder(Path path) throws IOException {
    Seen seen = seen(path);
    return seen != null && seen.folder();
  }

  /** The permission bits of something that exists. */
  int modeOf(Path path) throws IOException {
    return demand(path).mode();
  }

  /** Who something that exists belongs to. */
  Owner ownerOf(Path path) throws IOException {
    return demand(path).owner();
  }

  /** The bytes of a file as text, or nothing if it does not exist. */
  String read(Path file) throws IOException {
    return new String(readBytes(file, MAX_READ_BYTES), StandardCharsets.UTF_8);
  }

  /**
   * The bytes of a file, or none if it does not exist.
   *
   * @throws IOException if there are more than that many
   */
  byte[] readBytes(Path file, int most) throws IOException {
    Seen seen = planned.get(file);
    if (seen != null && seen.content() != null) {
      return seen.content().bytes();
    }
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return new byte[0];
    }
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(file + " is no file that can be read");
    }
    try (InputStream stream = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      byte[] bytes = stream.readNBytes(most + 1);
      if (bytes.length > most) {
        throw new IOException(file + " is larger than " + most + " bytes");
      }
      return bytes;
    }
  }

  /** Makes a folder and those above it, where they are missing; true if any was. */
  boolean makeFolders(Path folder) throws IOException {
    return makeFolders(folder, FOLDER_MODE, null);
  }

  /**
   * The same with a mode and an owner for each that is made.
   *
   * @param owner null to leave it to the system
   */
  boolean makeFolders(Path folder, int mode, @Nullable Owner owner) throws IOException {
    if (isFolder(folder)) {
      return false;
    }
    Path above = folder.getParent();
    if (above != null && !folder.equals(root)) {
      makeFolders(above, mode, owner);
    }
    if (planning) {
      demandFree(folder);
      planned.put(folder, new Seen(true, mode, owner == null ? Owner.ROOT : owner, null));
      return true;
    }
    Files.createDirectory(folder);
    writeOwner(folder, owner);
    Files.setAttribute(folder, "unix:mode", mode, LinkOption.NOFOLLOW_LINKS);
    return true;
  }

  /**
   * Replaces or makes a file so that nobody ever sees a part of it, nor the whole with another mode
   * or owner.
   *
   * @param owner null to leave it as it is, or to the system
   * @return false if the file was so already
   */
  boolean replace(Path file, byte[] bytes, int mode, @Nullable Owner owner) throws IOException {
    Seen before = seen(file);
    if (before != null && before.folder()) {
      throw new IOException(file + " is a folder; a file cannot replace it");
    }
    Owner wanted = owner == null ? null : before == null ? owner : owner.or(before.owner());
    if (before != null
        && before.mode() == mode
        && (wanted == null || wanted.equals(before.owner()))
        && hasBytes(file, bytes)) {
      return false;
    }
    if (planning) {
      Owner would = wanted == null ? (before == null ? Owner.ROOT : before.owner()) : wanted;
      planned.put(file, new Seen(false, mode, would, FileContent.of(bytes)));
      return true;
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
        writeOwner(beside, wanted);
        // After the owner: chown(2) clears the set-user-ID bits.
        Files.setAttribute(beside, "unix:mode", mode, LinkOption.NOFOLLOW_LINKS);
        channel.force(true);
      }
      DurableFile.moveInto(beside, file);
    } finally {
      Files.deleteIfExists(beside);
    }
    return true;
  }

  /**
   * Changes the text of a file; its mode and owner stay. One that is not there is made, with the
   * folders above it.
   *
   * @return false if the file has this text already
   */
  boolean edit(Path file, String text, int modeIfNew) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Seen before = seen(file);
    if (before == null) {
      Path folder = file.getParent();
      if (folder != null) {
        makeFolders(folder);
      }
      return replace(file, bytes, modeIfNew, null);
    }
    return replace(file, bytes, before.mode(), canGive() ? before.owner() : null);
  }

  /**
   * Sets permission bits, from 0 to 07777, and those halves of an owner that are given, without
   * following a link.
   *
   * @return false if all was so already
   */
  boolean adjust(Path path, int mode, @Nullable Owner owner) throws IOException {
    Seen before = demand(path);
    Owner wanted = owner == null ? before.owner() : owner.or(before.owner());
    if (before.mode() == mode && wanted.equals(before.owner())) {
      return false;
    }
    if (planning) {
      planned.put(path, new Seen(before.folder(), mode, wanted, before.content()));
      return true;
    }
    if (!wanted.equals(before.owner())) {
      writeOwner(path, wanted);
    }
    Files.setAttribute(path, "unix:mode", mode, LinkOption.NOFOLLOW_LINKS);
    return true;
  }

  private boolean hasBytes(Path file, byte[] bytes) throws IOException {
    Seen seen = planned.get(file);
    if (seen != null && seen.content() != null) {
      return Arrays.equals(seen.content().bytes(), bytes);
    }
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) != bytes.length) {
      return false;
    }
    return Arrays.equals(readBytes(file, bytes.length), bytes);
  }

  private @Nullable Seen seen(Path path) throws IOException {
    Seen seen = planned.get(path);
    if (seen != null) {
      return seen;
    }
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return null;
    }
    Map<String, Object> found =
        Files.readAttributes(path, "unix:mode,uid,gid", LinkOption.NOFOLLOW_LINKS);
    return new Seen(
        Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS),
        number(found, "mode") & 07777,
        new Owner(number(found, "uid"), number(found, "gid")),
        null);
  }

  private static int number(Map<String, Object> found, String name) throws IOException {
    if (found.get(name) instanceof Integer number) {
      return number;
    }
    throw new IOException("this file system tells no " + name);
  }

  private Seen demand(Path path) throws IOException {
    Seen seen = seen(path);
    if (seen == null) {
      throw new IOException(path + " does not exist");
    }
    return seen;
  }

  private void demandFree(Path path) throws IOException {
    if (exists(path)) {
      throw new IOException(path + " is in the way");
    }
  }

  private static boolean canGive() throws IOException {
    return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0;
  }

  private static void writeOwner(Path path, @Nullable Owner owner) throws IOException {
    if (owner != null && owner.uid() != Owner.AS_IS) {
      Files.setAttribute(path, "unix:uid", owner.uid(), LinkOption.NOFOLLOW_LINKS);
    }
    if (owner != null && owner.gid() != Owner.AS_IS) {
      Files.setAttribute(path, "unix:gid", owner.gid(), LinkOption.NOFOLLOW_LINKS);
    }
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
