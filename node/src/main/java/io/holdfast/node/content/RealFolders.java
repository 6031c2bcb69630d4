package io.holdfast.node.content;

import io.holdfast.host.DurableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Folders to which no link leads. Stateless. */
final class RealFolders {
  private RealFolders() {}

  static boolean isThere(Path folder) {
    return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Makes a folder, and those between it and one that is above it, where they are missing.
   * Consumers run as other users, so all may read them.
   *
   * @throws IOException if a link or a file is in the way, or the disk fails
   */
  static void make(Path top, Path folder) throws IOException {
    Path at = top;
    for (Path name : top.relativize(folder)) {
      Path above = at;
      at = above.resolve(name);
      if (isThere(at)) {
        continue;
      }
      if (Files.exists(at, LinkOption.NOFOLLOW_LINKS)) {
        throw new IOException(
            at
                + " is "
                + (Files.isSymbolicLink(at) ? "a link" : "a file")
                + ", and a folder is needed there. Name a path without it, or remove it.");
      }
      create(at);
      DurableFile.syncFolder(above);
    }
  }

  /** Makes one folder that is not there yet, whatever the process's umask. */
  static void create(Path folder) throws IOException {
    Files.createDirectory(folder);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
