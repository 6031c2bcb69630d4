package io.holdfast.release.trust;

import io.holdfast.release.Digest;
import java.security.PublicKey;

/**
 * A short name for a public key: the first 16 hexadecimal digits of the SHA-256 of its
 * SubjectPublicKeyInfo (RFC 5280, section 4.1.2.7). It only selects which key to verify with; it
 * proves nothing.
 *
 * @param hex 16 lower-case hexadecimal digits
 */
public record KeyId(String hex) {
  private static final int LENGTH = 16;

  /** Checks length and digits. */
  public KeyId {
    if (hex.length() != LENGTH || !hex.chars().allMatch(KeyId::isLowerHex)) {
      throw new IllegalArgumentException(
          "'" + hex + "' is no key id: it must be 16 lower-case hexadecimal digits");
    }
  }

  static KeyId of(PublicKey key) {
    return new KeyId(Digest.of(key.getEncoded()).hex().substring(0, LENGTH));
  }

  @Override
  public String toString() {
    return hex;
  }

  private static boolean isLowerHex(int c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  }
}
