package io.holdfast.release.tuf.signing;

import io.holdfast.release.tuf.client.Fetcher;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A repository's files, and the bytes of all small ones that were read. For one thread. */
final class Recording implements Fetcher {
  private final Fetcher below;
  private final Map<String, byte[]> files = new LinkedHashMap<>();

  Recording(Fetcher below) {
    this.below = below;
  }

  /** By their paths, in the order in which they were read. */
  Map<String, byte[]> files() {
    return Collections.unmodifiableMap(files);
  }

  @Override
  public byte @Nullable [] fetch(String path, int mostBytes) throws IOException {
    byte[] bytes = below.fetch(path, mostBytes);
    if (bytes != null) {
      files.put(path, bytes);
    }
    return bytes;
  }

  @Override
  public @Nullable InputStream open(String path, long length) throws IOException {
    return below.open(path, length);
  }

  @Override
  public String describe() {
    return below.describe();
  }
}
