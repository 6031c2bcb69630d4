package io.holdfast.release.content;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A folder whose files may become content: looked through from top to bottom, and found to hold
 * nothing but plain files and folders of them. Permissions do not become content, nor do folders
 * without a file. Immutable, which the folder on disk is not; safe for use by several threads.
 *
 * @param folder its real path
 * @param paths of its files, relative to it, sorted; 1 to {@link ContentManifest#MAX_FILES}
 */
public record ContentFolder(Path folder, List<String> paths) {
  /** Far more than files can lie in sensibly; without a limit, empty ones could go on for ever. */
  private static final int MAX_FOLDERS = ContentManifest.MAX_FILES;

  /** S_ISUID and S_ISGID of inode(7). */
  private static final int SET_ID_BITS = 06000;

  /** Keeps the list from being changed. */
  public ContentFolder {
    paths = List.copyOf(paths);
  }

  /**
   * Looks through a folder.
   *
   * @param folder may itself be reached through symbolic links, for the operator named it
   * @param never what must not lie in it, for it would be published too: a private key, the
   *     repository; need not be there yet
   * @throws ContentRefusedException if it holds no file or too many, a link, a device, a pipe or a
   *     socket, a set-uid or set-gid file, a file that is too large, a name that content cannot
   *     have, or one of {@code never}
   * @throws IOException if it is no folder or cannot be read
   */
  public static ContentFolder read(Path folder, Collection<Path> never)
      throws ContentRefusedException, IOException {
    if (!Files.isDirectory(folder)) {
      throw new FileSystemException(
          folder.toString(), null, "There is no folder " + folder + ". Check the name.");
    }
    Path real = folder.toRealPath();
    for (Path path : never) {
      if (realPlace(path).startsWith(real)) {
        throw refused(real, path + " lies in it and would be published too", "Move it elsewhere.");
      }
    }
    Search search = new Search(real);
    Files.walkFileTree(real, search);
    if (search.refusal != null) {
      throw search.refusal;
    }
    if (search.paths.isEmpty()) {
      throw refused(real, "it holds no file", "Put the content there, or name another folder.");
    }
    return new ContentFolder(real, search.paths.stream().sorted().toList());
  }

  /**
   * Opens one of its files.
   *
   * @param path one of {@link #paths}
   * @throws IOException if it cannot be read, or has become a link since it was looked at
   */
  public InputStream open(String path) throws IOException {
    return Files.newInputStream(
        folder.resolve(path), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
  }

  /** Where a path leads, as far as it is there. */
  private static Path realPlace(Path path) throws IOException {
    Path absolute = path.toAbsolutePath().normalize();
    Path above = absolute;
    while (above != null && !Files.exists(above)) {
      above = above.getParent();
    }
    return above == null ? absolute : above.toRealPath().resolve(above.relativize(absolute));
  }

  private static ContentRefusedException refused(Path folder, String why, String remedy) {
    return new ContentRefusedException(
        folder + " is not published as content: " + why + ". " + remedy);
  }

  /** Goes through a folder until something cannot be content; follows no link. */
  private static final class Search extends SimpleFileVisitor<Path> {
    private final Path folder;
    private final List<String> paths = new ArrayList<>();
    private int folders;
    private @Nullable ContentRefusedException refusal;

    Search(Path folder) {
      this.folder = folder;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path found, BasicFileAttributes attributes) {
      folders++;
      if (folders > MAX_FOLDERS) {
        return refuse("it holds more than " + MAX_FOLDERS + " folders", "Pack them together.");
      }
      return found.equals(folder) ? FileVisitResult.CONTINUE : checkPath(found);
    }

    @Override
    public FileVisitResult visitFile(Path found, BasicFileAttributes attributes)
        throws IOException {
      String name = "'" + folder.relativize(found) + "'";
      if (attributes.isSymbolicLink()) {
        return refuse(name + " is a symbolic link", "Put the file itself there.");
      }
      if (!attributes.isRegularFile()) {
        return refuse(name + " is a device, a pipe or a socket", "Take it out.");
      }
      Object mode = Files.getAttribute(found, "unix:mode", LinkOption.NOFOLLOW_LINKS);
      if (mode instanceof Integer bits && (bits & SET_ID_BITS) != 0) {
        return refuse(
            name + " has the set-uid or the set-gid bit, and content is data that nobody starts",
            "Take it out, or take the bit away with 'chmod ug-s'.");
      }
      if (attributes.size() > ContentFile.MAX_SIZE) {
        return refuse(
            name + " has " + attributes.size() + " bytes, more than " + ContentFile.MAX_SIZE,
            "Split it.");
      }
      if (paths.size() == ContentManifest.MAX_FILES) {
        return refuse(
            "it holds more than " + ContentManifest.MAX_FILES + " files", "Pack them together.");
      }
      paths.add(folder.relativize(found).toString());
      return checkPath(found);
    }

    private FileVisitResult checkPath(Path found) {
      try {
        ContentFile.checkPath(folder.relativize(found).toString());
        return FileVisitResult.CONTINUE;
      } catch (IllegalArgumentException e) {
        return refuse(String.valueOf(e.getMessage()), "Rename it, or take it out.");
      }
    }

    private FileVisitResult refuse(String why, String remedy) {
      refusal = refused(folder, why, remedy);
      return FileVisitResult.TERMINATE;
    }
  }
}
