package io.holdfast.image.recipe;

import java.nio.file.Path;

/** The distribution a release begins with. */
public sealed interface Base {
  /**
   * A Debian suite, put together by mmdebstrap from the machine's own package sources.
   *
   * @param suite for example {@code trixie}
   */
  record Debian(String suite) implements Base {}

  /** A folder with a root file system. */
  record Folder(Path folder) implements Base {}

  /** A tar, plain, gzip or zstd, of a root file system. */
  record Tar(Path file) implements Base {}

  /**
   * An OCI image layout (OCI Image Format Specification 1.1, "Image Layout") with one image in it.
   */
  record OciLayout(Path folder) implements Base {}
}
