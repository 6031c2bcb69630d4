package io.holdfast.release;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A SHA-256 digest (FIPS 180-4), written {@code sha256:} and 64 lower-case hexadecimal digits.
 *
 * @param hex the 64 digits alone
 */
public record Digest(String hex) implements Comparable<Digest> {
  private static final String PREFIX = "sha256:";
  private static final int HEX_LENGTH = 64;
  private static final int SHORT_LENGTH = 12;

  /** Checks length and digits. */
  public Digest {
    if (hex.length() != HEX_LENGTH || !isLowerHex(hex)) {
      throw new IllegalArgumentException(
          "'" + hex + "' is no SHA-256 digest: it must be 64 lower-case hexadecimal digits");
    }
  }

  /**
   * Reads the written form.
   *
   * @throws IllegalArgumentException if it is not {@code sha256:} and 64 digits
   */
  public static Digest parse(String text) {
    if (!text.startsWith(PREFIX)) {
      throw new IllegalArgumentException("'" + text + "' is no digest: it must begin with sha256:");
    }
    return new Digest(text.substring(PREFIX.length()));
  }

  /** The digest of these bytes. */
  public static Digest of(byte[] bytes) {
    return of(newHash().digest(bytes), 0);
  }

  /** The digest of all that a stream still gives; the stream is left open. */
  public static Digest of(InputStream stream) throws IOException {
    MessageDigest hash = newHash();
    byte[] buffer = new byte[1 << 16];
    for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
      hash.update(buffer, 0, n);
    }
    return of(hash.digest(), 0);
  }

  /** The digest whose 32 bytes stand at an offset. */
  public static Digest of(byte[] bytes, int offset) {
    return new Digest(HexFormat.of().formatHex(bytes, offset, offset + HEX_LENGTH / 2));
  }

  /** A fresh SHA-256, for what is hashed piece by piece. */
  public static MessageDigest newHash() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java runtime has SHA-256; this one does not", e);
    }
  }

  /** Enough digits for a person to tell two apart; never to be compared by a program. */
  public String abbreviated() {
    return hex.substring(0, SHORT_LENGTH);
  }

  @Override
  public int compareTo(Digest other) {
    return hex.compareTo(other.hex);
  }

  /** The written form. */
  @Override
  public String toString() {
    return PREFIX + hex;
  }

  private static boolean isLowerHex(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f')) {
        return false;
      }
    }
    return true;
  }
}
