package io.holdfast.image.build;

import java.nio.file.Path;

/** Something put into the image over its base, at a path without a leading slash. */
sealed interface Addition {
  /** Where, for example {@code usr/bin/holdfast}. */
  String path();

  /** A folder; one the base has keeps its owner. */
  record Folder(String path, int mode) implements Addition {}

  /** A file with its bytes in memory. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared, and copying megabytes buys nothing.
  record Bytes(String path, byte[] content, int mode) implements Addition {}

  /** A file copied from elsewhere. */
  record Copy(String path, Path source, int mode) implements Addition {}

  /** A symbolic link. */
  record Link(String path, String target) implements Addition {}
}
