package io.holdfast.image.build;

import io.holdfast.release.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The digest of a base's tar, by which a release's provenance names it. It is taken once, when the
 * tar is made, and lies beside it. Stateless.
 */
final class BaseDigest {
  private static final String FILE = "base.digest";

  private BaseDigest() {}

  static void write(Path tar) throws IOException {
    try (InputStream bytes = Files.newInputStream(tar)) {
      Files.writeString(tar.resolveSibling(FILE), Digest.of(bytes).toString());
    }
  }

  static Digest read(Path tar) throws IOException {
    return Digest.parse(Files.readString(tar.resolveSibling(FILE)));
  }
}
