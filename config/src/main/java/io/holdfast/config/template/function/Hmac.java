package io.holdfast.config.template.function;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * HMAC-SHA256 (RFC 2104) out of the digest alone: javax.crypto would look for its providers first,
 * which takes longer than all the rest of a template in the early start of a node. For one thread.
 */
public final class Hmac {
  private static final int BLOCK = 64;
  private static final byte INNER = 0x36;
  private static final byte OUTER = 0x5c;

  private final MessageDigest digest;
  private final byte[] key;

  /** Under a key of any length, taken in UTF-8. */
  public Hmac(String key) {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
    byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
    this.key = Arrays.copyOf(bytes.length > BLOCK ? digest.digest(bytes) : bytes, BLOCK);
  }

  /** The code of all parts as one message. */
  public byte[] of(byte[]... parts) {
    digest.update(padded(INNER));
    for (byte[] part : parts) {
      digest.update(part);
    }
    byte[] inner = digest.digest();
    digest.update(padded(OUTER));
    return digest.digest(inner);
  }

  private byte[] padded(byte pad) {
    byte[] block = key.clone();
    for (int i = 0; i < BLOCK; i++) {
      block[i] ^= pad;
    }
    return block;
  }
}
