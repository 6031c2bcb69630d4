package io.holdfast.release.tuf.signing;

import io.holdfast.release.tuf.client.Fetcher;
import io.holdfast.release.tuf.client.TooLargeException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A repository's files as they will be once some are written.
 *
 * @param files by their paths
 */
record Overlay(Map<String, byte[]> files, Fetcher below) implements Fetcher {
  @Override
  public byte @Nullable [] fetch(String path, int mostBytes) throws IOException {
    byte[] bytes = files.get(path);
    if (bytes == null) {
      return below.fetch(path, mostBytes);
    }
    if (bytes.length > mostBytes) {
      throw new TooLargeException(path + " has more than " + mostBytes + " bytes");
    }
    return bytes;
  }

  @Override
  public @Nullable InputStream open(String path, long length) throws IOException {
    byte[] bytes = files.get(path);
    return bytes == null ? below.open(path, length) : new ByteArrayInputStream(bytes);
  }

  @Override
  public String describe() {
    return below.describe();
  }
}
