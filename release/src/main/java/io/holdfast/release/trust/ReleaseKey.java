package io.holdfast.release.trust;

import java.io.IOException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;

/**
 * The public half of a key that signs releases or content: Ed25519, in PEM as a
 * SubjectPublicKeyInfo (RFC 8410, section 4), which is what {@code openssl pkey -pubout} writes.
 * Immutable.
 */
public record ReleaseKey(PublicKey key) {
  private static final String LABEL = "PUBLIC KEY";

  /**
   * All SubjectPublicKeyInfos of Ed25519 begin so (RFC 8410, sections 3 and 4); 32 bytes follow.
   */
  private static final byte[] DER_PREFIX = {
    0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00
  };

  private static final int DER_LENGTH = DER_PREFIX.length + 32;

  /** Checks that it is an Ed25519 key. */
  public ReleaseKey {
    if (!isEd25519(key.getEncoded())) {
      throw new IllegalArgumentException("a release key must be an Ed25519 key");
    }
  }

  /**
   * Reads a key file.
   *
   * @throws KeyFileException if it holds anything but one Ed25519 public key
   */
  public static ReleaseKey read(Path file) throws IOException {
    return of(Pem.read(file));
  }

  /**
   * Reads a key from text.
   *
   * @param source where the text came from, for messages
   * @throws KeyFileException if it holds anything but one Ed25519 public key
   */
  public static ReleaseKey parse(String pem, String source) throws KeyFileException {
    return of(Pem.parse(pem, source));
  }

  /** What signatures call this key. */
  public KeyId id() {
    return KeyId.of(key);
  }

  /** The key alone, 32 bytes (RFC 8032, section 5.1.5). */
  public byte[] raw() {
    byte[] der = key.getEncoded();
    return Arrays.copyOfRange(der, DER_PREFIX.length, der.length);
  }

  /** The text of a key file. */
  public String toPem() {
    return new Pem(LABEL, key.getEncoded(), "memory").text();
  }

  private static ReleaseKey of(Pem pem) throws KeyFileException {
    if (!pem.label().equals(LABEL)) {
      throw pem.unusable("it holds a '" + pem.label() + "', and a '" + LABEL + "' is needed");
    }
    if (!isEd25519(pem.der())) {
      throw pem.unusable("it is no Ed25519 public key");
    }
    try {
      PublicKey key = Ed25519.keyFactory().generatePublic(new X509EncodedKeySpec(pem.der()));
      if (!Ed25519.isPoint(key)) {
        throw pem.unusable("its bytes are no point of the curve");
      }
      return new ReleaseKey(key);
    } catch (InvalidKeySpecException e) {
      throw pem.unusable("its bytes are no point of the curve");
    }
  }

  private static boolean isEd25519(byte[] der) {
    return der.length == DER_LENGTH
        && Arrays.equals(der, 0, DER_PREFIX.length, DER_PREFIX, 0, DER_PREFIX.length);
  }

  /** For messages: the key id. */
  @Override
  public String toString() {
    return id().hex();
  }
}
