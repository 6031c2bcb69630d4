package io.holdfast.image.build;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * All that is put over a base, by path. A path that leads through a link of the base ({@code
 * /lib/...}) is taken to where the link points, so that no link is ever replaced by a folder. Not
 * thread-safe.
 */
public final class Additions {
  private static final int MAX_LINKS = 16;

  private final Path tree;
  private final SortedMap<String, Addition> byPath = new TreeMap<>();

  /**
   * Nothing yet.
   *
   * @param tree the base, unpacked
   */
  public Additions(Path tree) {
    this.tree = tree;
  }

  Collection<Addition> inOrder() {
    return byPath.values();
  }

  boolean replaces(String path) {
    return byPath.containsKey(path);
  }

  void folder(String path, int mode) throws IOException {
    String place = resolve(path);
    byPath.putIfAbsent(place, new Addition.Folder(place, mode));
  }

  /** A file with these bytes. */
  public void file(String path, byte[] content, int mode) throws IOException {
    String place = resolve(path);
    addParents(place);
    byPath.put(place, new Addition.Bytes(place, content, mode));
  }

  void file(String path, String content, int mode) throws IOException {
    file(path, content.getBytes(StandardCharsets.UTF_8), mode);
  }

  /** A file copied from elsewhere. */
  public void copy(String path, Path source, int mode) throws IOException {
    String place = resolve(path);
    addParents(place);
    byPath.put(place, new Addition.Copy(place, source, mode));
  }

  void link(String path, String target) throws IOException {
    String place = resolve(path);
    addParents(place);
    byPath.put(place, new Addition.Link(place, target));
  }

  /** A whole folder of the host, with its links and its execute bits. */
  public void tree(String path, Path source) throws IOException {
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : (Iterable<Path>) files.sorted()::iterator) {
        String place = path + "/" + source.relativize(file);
        if (Files.isSymbolicLink(file)) {
          link(place, Files.readSymbolicLink(file).toString());
        } else if (Files.isRegularFile(file)) {
          copy(place, file, Files.isExecutable(file) ? 0755 : 0644);
        }
      }
    }
  }

  private void addParents(String path) {
    for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
      String parent = path.substring(0, slash);
      if (!Files.isDirectory(tree.resolve(parent))) {
        byPath.putIfAbsent(parent, new Addition.Folder(parent, 0755));
      }
    }
  }

  /** The path with the base's links in all but its last name followed inside the base. */
  private String resolve(String path) throws IOException {
    String rest = ImageTar.cleanPath(path);
    if (rest.isEmpty()) {
      throw new IOException("'" + path + "' is no path of a file in an image.");
    }
    int links = 0;
    for (int slash = rest.indexOf('/'); slash > 0; slash = rest.indexOf('/', slash + 1)) {
      Path parent = tree.resolve(rest.substring(0, slash));
      if (Files.isSymbolicLink(parent)) {
        if (++links > MAX_LINKS) {
          throw new IOException("/" + path + " leads through more than " + MAX_LINKS + " links.");
        }
        String target = Files.readSymbolicLink(parent).toString();
        String above = rest.substring(0, Math.max(0, rest.lastIndexOf('/', slash - 1)));
        String place = target.startsWith("/") ? target : above + "/" + target;
        rest = ImageTar.cleanPath(place + rest.substring(slash));
        slash = -1;
      }
    }
    return rest;
  }

  /** True if the base itself has a folder there that is no link. */
  boolean baseHasFolder(String path) {
    return Files.isDirectory(tree.resolve(path), LinkOption.NOFOLLOW_LINKS);
  }
}
