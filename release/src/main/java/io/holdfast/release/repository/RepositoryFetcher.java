package io.holdfast.release.repository;

import io.holdfast.release.tuf.client.Fetcher;
import io.holdfast.release.tuf.client.TooLargeException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The files of a repository for a client of The Update Framework: from a folder or over HTTP, by
 * the same means and with the same limits as {@link Repository}. Safe for use by several threads.
 */
public final class RepositoryFetcher implements Fetcher {
  private final PlainRepository files;

  private RepositoryFetcher(PlainRepository files) {
    this.files = files;
  }

  /**
   * Of a folder or an address. Nothing is read or connected to yet.
   *
   * @throws RepositoryException if it is neither
   */
  public static RepositoryFetcher at(String folderOrUrl) throws RepositoryException {
    return new RepositoryFetcher(
        folderOrUrl.contains("://")
            ? HttpRepository.at(folderOrUrl)
            : new FolderRepository(Path.of(folderOrUrl)));
  }

  @Override
  public byte @Nullable [] fetch(String path, int mostBytes) throws IOException {
    byte[] bytes = files.readAtMost(path, mostBytes);
    if (bytes != null && bytes.length > mostBytes) {
      throw new TooLargeException(path + " has more than " + mostBytes + " bytes");
    }
    return bytes;
  }

  @Override
  public @Nullable InputStream open(String path, long length) throws IOException {
    return files.openFrom(path, 0, length);
  }

  @Override
  public String describe() {
    return files.describe();
  }
}
