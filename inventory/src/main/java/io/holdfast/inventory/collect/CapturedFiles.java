package io.holdfast.inventory.collect;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The small files of a root that say what the others are, kept in memory while the rest passes by.
 * Not thread-safe.
 */
final class CapturedFiles {
  /** The largest distribution's database has a quarter of it. */
  private static final int MAX_FILE = 64 << 20;

  /** A thousand packages with all they say come to a tenth. */
  private static final long MAX_TOTAL = 256L << 20;

  private final SortedMap<String, byte[]> byPath = new TreeMap<>();
  private long total;

  /**
   * Keeps a file.
   *
   * @throws CollectException if it, or all, is larger than any package database
   */
  void keep(String path, InputStream bytes) throws IOException {
    byte[] content = bytes.readNBytes(MAX_FILE + 1);
    byte[] before = byPath.put(path, content);
    total += content.length - (before == null ? 0 : before.length);
    if (content.length > MAX_FILE || total > MAX_TOTAL) {
      throw new CollectException(
          "/"
              + path
              + " is larger than any package database (all of them together may have "
              + (MAX_TOTAL >> 20)
              + " MiB), so no inventory can be made. Remove it if it is none.");
    }
  }

  boolean has(String path) {
    return byPath.containsKey(path);
  }

  /** Its bytes, read as UTF-8 with what is none replaced; empty if there is no such file. */
  String text(String path) {
    return new String(bytes(path), StandardCharsets.UTF_8);
  }

  byte[] bytes(String path) {
    return byPath.getOrDefault(path, new byte[0]);
  }

  /** The paths below a folder, sorted. */
  Iterable<String> below(String folder) {
    return byPath.subMap(folder, folder + Character.MAX_VALUE).keySet();
  }
}
