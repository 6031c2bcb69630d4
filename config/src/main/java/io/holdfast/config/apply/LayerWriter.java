package io.holdfast.config.apply;

import io.holdfast.config.action.TargetPath;
import io.holdfast.config.container.Blobs;
import io.holdfast.config.container.ContainerImage;
import io.holdfast.config.container.Layer;
import io.holdfast.host.FileTree;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Lays layers over each other in a folder that begins empty, as the OCI Image Layer Specification
 * says. The folder is the root of all that is in it: links are followed within it alone, and no
 * path leads out. Devices and extended attributes are left out. For one thread.
 */
final class LayerWriter {
  private static final String WHITEOUT = ".wh.";
  private static final String OPAQUE = ".wh..wh..opq";

  /** What a whole image may have: more is a bomb, or no image of programs. */
  static final long MAX_BYTES = 16L << 30;

  private static final int MAX_ENTRIES = 1_000_000;
  private static final int FOLDER_MODE = 0755;

  private final RootedTree tree;
  private final Path root;
  private final boolean mayChangeOwners;
  private long bytes;
  private int entries;
  private int leftOut;

  LayerWriter(Path folder, boolean mayChangeOwners) throws IOException {
    this.tree = new RootedTree(folder, false);
    this.root = tree.root();
    this.mayChangeOwners = mayChangeOwners;
  }

  /** How many devices and the like were not made. */
  int leftOut() {
    return leftOut;
  }

  /** Adds a layer over those before it. */
  void add(Blobs blobs, Layer layer) throws IOException {
    // What a layer takes away is of those below it, wherever in it that is said.
    read(blobs, layer, true);
    read(blobs, layer, false);
  }

  private void read(Blobs blobs, Layer layer, boolean whiteouts) throws IOException {
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(ContainerImage.uncompressed(blobs.open(layer.path())))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        entries++;
        if (entries > 2 * MAX_ENTRIES) {
          throw new IOException("it has more than " + MAX_ENTRIES + " files");
        }
        List<String> names = names(entry.getName());
        boolean isWhiteout = !names.isEmpty() && names.getLast().startsWith(WHITEOUT);
        if (isWhiteout && whiteouts) {
          takeAway(names);
        } else if (!isWhiteout && !whiteouts) {
          write(names, entry, tar);
        }
      }
    } catch (IllegalArgumentException e) {
      throw new IOException(layer.path() + " is no layer: " + e.getMessage(), e);
    }
  }

  /** The steps of a path; none for the root itself. */
  private static List<String> names(String path) throws IOException {
    List<String> names = new ArrayList<>();
    for (String name : path.split("/", -1)) {
      if (name.equals("..")) {
        throw new IOException("it holds the path " + path + ", which leads out of it");
      }
      if (!name.isEmpty() && !name.equals(".")) {
        names.add(name);
      }
    }
    return names;
  }

  private void takeAway(List<String> names) throws IOException {
    Path folder = folder(names.subList(0, names.size() - 1));
    String name = names.getLast();
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (name.equals(OPAQUE)) {
      try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
        for (Path path : all) {
          FileTree.delete(path);
        }
      }
      return;
    }
    String gone = name.substring(WHITEOUT.length());
    if (gone.isEmpty() || gone.equals(".") || gone.equals("..")) {
      throw new IOException("it takes away what is no file: " + String.join("/", names));
    }
    FileTree.delete(folder.resolve(gone));
  }

  /** Where a folder is, through the links of lower layers, such as {@code bin}. */
  private Path folder(List<String> names) throws IOException {
    return names.isEmpty() ? root : tree.resolve(new TargetPath("/" + String.join("/", names)));
  }

  private void write(List<String> names, TarArchiveEntry entry, InputStream content)
      throws IOException {
    if (names.isEmpty()) {
      return;
    }
    Path folder = folder(names.subList(0, names.size() - 1));
    tree.makeFolders(folder, FOLDER_MODE, null);
    Path path = folder.resolve(names.getLast());
    if (entry.isDirectory()) {
      if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
        Files.deleteIfExists(path);
        Files.createDirectory(path);
      }
    } else if (entry.isSymbolicLink()) {
      FileTree.delete(path);
      Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
      give(path, entry);
      return;
    } else if (entry.isLink()) {
      link(path, entry);
      return;
    } else if (entry.isFile()
        && !entry.isCharacterDevice()
        && !entry.isBlockDevice()
        && !entry.isFIFO()) {
      FileTree.delete(path);
      copy(path, content);
    } else {
      leftOut++;
      return;
    }
    give(path, entry);
    // After the owner: chown(2) clears the set-user-ID bits.
    Files.setAttribute(path, "unix:mode", entry.getMode() & 07777, LinkOption.NOFOLLOW_LINKS);
    Files.setLastModifiedTime(path, entry.getLastModifiedTime());
  }

  private void link(Path path, TarArchiveEntry entry) throws IOException {
    List<String> names = names(entry.getLinkName());
    Path target =
        names.isEmpty()
            ? root
            : folder(names.subList(0, names.size() - 1)).resolve(names.getLast());
    if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)
        || Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(
          "it links "
              + entry.getName()
              + " to "
              + entry.getLinkName()
              + ", which is no file of it");
    }
    if (!path.equals(target)) {
      FileTree.delete(path);
      Files.createLink(path, target);
    }
  }

  private void copy(Path path, InputStream content) throws IOException {
    byte[] buffer = new byte[1 << 16];
    try (OutputStream out =
        Files.newOutputStream(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
        bytes += n;
        if (bytes > MAX_BYTES) {
          throw new IOException("it holds more than " + MAX_BYTES + " bytes");
        }
        out.write(buffer, 0, n);
      }
    }
  }

  private void give(Path path, TarArchiveEntry entry) throws IOException {
    if (mayChangeOwners) {
      Files.setAttribute(
          path, "unix:uid", number(entry.getLongUserId()), LinkOption.NOFOLLOW_LINKS);
      Files.setAttribute(
          path, "unix:gid", number(entry.getLongGroupId()), LinkOption.NOFOLLOW_LINKS);
    }
  }

  private static int number(long id) throws IOException {
    if (id < 0 || id > Integer.MAX_VALUE) {
      throw new IOException("it has a file of the owner " + id + ", which cannot be");
    }
    return (int) id;
  }
}
