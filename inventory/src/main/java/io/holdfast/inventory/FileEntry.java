package io.holdfast.inventory;

import io.holdfast.release.Digest;

/**
 * A file of an inventory.
 *
 * @param path with a leading slash, 2 to {@link #MAX_PATH} characters, as the file system has it:
 *     it may hold anything but a zero, and is made printable where it is shown
 * @param digest of its bytes
 */
public record FileEntry(String path, Digest digest) {
  /** What Linux allows (PATH_MAX). */
  public static final int MAX_PATH = 4096;

  /** Checks the path. */
  public FileEntry {
    if (path.length() < 2 || path.length() > MAX_PATH || path.charAt(0) != '/') {
      throw new IllegalArgumentException(
          "a file's path must begin with a slash and have 2 to "
              + MAX_PATH
              + " characters; this one has "
              + path.length());
    }
    if (path.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a file's path has a zero in it");
    }
  }
}
