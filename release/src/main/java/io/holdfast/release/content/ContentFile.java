package io.holdfast.release.content;

import io.holdfast.release.Blob;
import io.holdfast.release.Digest;
import io.holdfast.release.Printable;

/**
 * One file of content: a name and bytes, and nothing else that a file can have.
 *
 * @param path where it is below the content's folder, with slashes between the names of folders and
 *     of the file: 1 to {@link #MAX_PATH} characters, each name 1 to 255. The characters are the
 *     printable ones of ASCII but for the backslash, because a node reads content at a time of its
 *     start when no language is set and Java can name no other files. No name begins with a dot:
 *     that rules out steps upwards, and what editors and version control leave beside the data
 * @param digest of all its bytes
 * @param size in bytes, 0 to {@link #MAX_SIZE}
 */
public record ContentFile(String path, Digest digest, long size) implements Blob {
  /**
   * 1 GiB: more than a model for a small machine, and a limit to what a node must have room for.
   */
  public static final long MAX_SIZE = 1L << 30;

  /** With the folder that it is put in, far below what Linux takes (PATH_MAX). */
  public static final int MAX_PATH = 512;

  /** What file systems of Linux take (NAME_MAX). */
  private static final int MAX_NAME = 255;

  /** A path to be shown is cut to this, and keeps its end, which tells files apart. */
  private static final int MAX_SHOWN = 80;

  private static final Digest OF_NOTHING = Digest.of(new byte[0]);

  /** Checks path and size. */
  public ContentFile {
    checkPath(path);
    if (size < 0 || size > MAX_SIZE) {
      throw new IllegalArgumentException(
          "the size of "
              + described(path)
              + " is "
              + size
              + ", not from 0 to "
              + MAX_SIZE
              + " bytes");
    }
    // Of no bytes there is nothing to read and to check.
    if (size == 0 != digest.equals(OF_NOTHING)) {
      throw new IllegalArgumentException(
          "the digest of " + described(path) + " cannot be that of " + size + " bytes");
    }
  }

  /**
   * Checks a path alone.
   *
   * @throws IllegalArgumentException if it cannot be that of a content file
   */
  static void checkPath(String path) {
    if (path.isEmpty() || path.length() > MAX_PATH) {
      throw new IllegalArgumentException(
          "the path of " + described(path) + " must have 1 to " + MAX_PATH + " characters");
    }
    if (!path.chars().allMatch(ContentFile::isPlain)) {
      throw new IllegalArgumentException(
          "the path of "
              + described(path)
              + " must have printable characters of ASCII alone, and no backslash");
    }
    for (String name : path.split("/", -1)) {
      if (name.isEmpty() || name.length() > MAX_NAME || name.startsWith(".")) {
        throw new IllegalArgumentException(
            "the path of "
                + described(path)
                + " must be names of 1 to "
                + MAX_NAME
                + " characters with one slash between them, none of which begins with a dot");
      }
    }
  }

  @Override
  public String describe() {
    return described(path);
  }

  private static boolean isPlain(int c) {
    return c >= ' ' && c <= '~' && c != '\\';
  }

  private static String described(String path) {
    String end =
        path.length() > MAX_SHOWN ? "..." + path.substring(path.length() - MAX_SHOWN) : path;
    return "file '" + Printable.of(end) + "'";
  }
}
