package io.holdfast.inventory.collect;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Passes the files of a whole root by a scan. Stateless. */
public final class RootReader {
  private RootReader() {}

  /** Those of a folder, which is not left by any link. */
  public static RootScan ofTree(Path tree) throws IOException {
    RootScan scan = new RootScan();
    Files.walkFileTree(
        tree,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            String path = tree.relativize(file).toString();
            if (attributes.isSymbolicLink()) {
              scan.link(path, Files.readSymbolicLink(file).toString());
            } else if (attributes.isRegularFile()) {
              try (InputStream bytes = Files.newInputStream(file)) {
                scan.file(path, bytes);
              }
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return scan;
  }

  /**
   * Those of a tar.
   *
   * @param tar plain; read to the end, left open
   */
  public static RootScan ofTar(InputStream tar) throws IOException {
    RootScan scan = new RootScan();
    TarArchiveInputStream input = new TarArchiveInputStream(new BufferedInputStream(tar, 1 << 18));
    for (TarArchiveEntry entry = input.getNextEntry();
        entry != null;
        entry = input.getNextEntry()) {
      pass(entry, FollowedPath.clean(entry.getName()), input, scan);
    }
    return scan;
  }

  /** One entry of a tar, whose bytes are read if it is a file. */
  public static void pass(TarArchiveEntry entry, String path, InputStream bytes, RootScan scan)
      throws IOException {
    if (entry.isSymbolicLink()) {
      scan.link(path, entry.getLinkName());
    } else if (entry.isLink()) {
      scan.hardLink(path, FollowedPath.clean(entry.getLinkName()));
    } else if (isPlain(entry)) {
      scan.file(path, bytes);
    }
  }

  /** A file, where the tar's reader calls everything so that is no folder. */
  public static boolean isPlain(TarArchiveEntry entry) {
    return entry.isFile()
        && !entry.isSymbolicLink()
        && !entry.isLink()
        && !entry.isBlockDevice()
        && !entry.isCharacterDevice()
        && !entry.isFIFO();
  }
}
