package io.holdfast.config.source.datasource;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Files of a disc that somebody put in: no link is followed, for a disc may hold one to a file of
 * this machine, and no more is read than fits. Safe for use by several threads.
 *
 * @param folder where the disc is mounted
 */
record FolderFiles(Path folder) {

  /** A file's bytes; null if there is no such file. */
  byte @Nullable [] read(String name) throws IOException {
    Path at = folder;
    for (Path part : Path.of(name)) {
      at = at.resolve(part);
      if (Files.isSymbolicLink(at)) {
        throw new IOException(name + ": it is a link, which is not followed");
      }
    }
    return Files.isRegularFile(at, LinkOption.NOFOLLOW_LINKS) ? bytes(at, name) : null;
  }

  /** The same for a file by itself, whose owner may make links as he likes. */
  static byte[] bytes(Path file, String name) throws IOException {
    try (InputStream stream = Files.newInputStream(file)) {
      byte[] bytes = stream.readNBytes(UserDataReader.MAX_BYTES + 1);
      if (bytes.length > UserDataReader.MAX_BYTES) {
        throw new IOException(name + ": it has more than " + UserDataReader.MAX_BYTES + " bytes");
      }
      return bytes;
    }
  }
}
