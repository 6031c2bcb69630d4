package io.holdfast.config.container;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Digests as images write them: {@code sha256:} and 64 hexadecimal digits. */
public final class Sha256 {
  static final String PREFIX = "sha256:";

  private Sha256() {}

  /** True for one. */
  public static boolean isDigest(String text) {
    return text.matches(PREFIX + "[0-9a-f]{64}");
  }

  /** Of all that a stream has; it stays open. */
  public static String of(InputStream stream) throws IOException {
    MessageDigest digest = hash();
    byte[] buffer = new byte[1 << 16];
    for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
      digest.update(buffer, 0, n);
    }
    return text(digest);
  }

  /** Of some bytes. */
  public static String of(byte[] bytes) {
    MessageDigest digest = hash();
    digest.update(bytes);
    return text(digest);
  }

  /** What one says in the end. */
  public static String text(MessageDigest digest) {
    return PREFIX + HexFormat.of().formatHex(digest.digest());
  }

  /** One that has heard nothing yet. */
  public static MessageDigest hash() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
