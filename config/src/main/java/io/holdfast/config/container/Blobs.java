package io.holdfast.config.container;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Where the parts of an image lie, each by a path such as {@code blobs/sha256/HEX}. */
public sealed interface Blobs {

  /** True if there is such a part. */
  boolean has(String path) throws IOException;

  /**
   * The bytes of a part.
   *
   * @throws NoSuchFileException if there is none
   */
  InputStream open(String path) throws IOException;

  /** A folder, or an archive of one. */
  static Blobs of(Path place) {
    return Files.isDirectory(place) ? new Folder(place) : new Archive(place);
  }

  /** An OCI image layout. */
  record Folder(Path folder) implements Blobs {
    @Override
    public boolean has(String path) {
      return Files.isRegularFile(folder.resolve(path), LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public InputStream open(String path) throws IOException {
      if (!has(path)) {
        throw new NoSuchFileException(folder.resolve(path).toString());
      }
      return new BufferedInputStream(Files.newInputStream(folder.resolve(path)), 1 << 16);
    }
  }

  /**
   * A tar that is not compressed. It has a few large parts, so that each is found by going from
   * head to head, and nothing is kept of them.
   */
  record Archive(Path file) implements Blobs {
    /** An image has some parts a layer. */
    private static final int MAX_ENTRIES = 10_000;

    @Override
    public boolean has(String path) throws IOException {
      try {
        find(path).close();
        return true;
      } catch (NoSuchFileException e) {
        return false;
      }
    }

    @Override
    public InputStream open(String path) throws IOException {
      return find(path);
    }

    private InputStream find(String path) throws IOException {
      InputStream bytes = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
      try {
        TarArchiveInputStream tar = new TarArchiveInputStream(bytes);
        for (int i = 0; i < MAX_ENTRIES; i++) {
          TarArchiveEntry entry = tar.getNextEntry();
          if (entry == null) {
            throw new NoSuchFileException(file + "!" + path);
          }
          String name = entry.getName();
          if (entry.isFile() && (name.equals(path) || name.equals("./" + path))) {
            return tar;
          }
        }
        throw new IOException(file + " has more than " + MAX_ENTRIES + " parts");
      } catch (IOException | RuntimeException e) {
        bytes.close();
        throw e instanceof IOException failure
            ? failure
            : new IOException(file + " is no tar that can be read: " + e.getMessage(), e);
      }
    }
  }
}
