package io.holdfast.release.trust;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;

/** Ed25519 (RFC 8032) as the Java runtime has it, for messages of a {@link Domain}. */
final class Ed25519 {
  static final String NAME = "Ed25519";
  static final int SIGNATURE_LENGTH = 64;

  private Ed25519() {}

  static byte[] sign(PrivateKey key, Domain domain, byte[] document) {
    return sign(key, domain.prefix(), document);
  }

  /** With these bytes before the document. */
  static byte[] sign(PrivateKey key, byte[] prefix, byte[] document) {
    try {
      Signature signature = Signature.getInstance(NAME);
      signature.initSign(key);
      signature.update(prefix);
      signature.update(document);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java runtime cannot sign with Ed25519", e);
    }
  }

  static boolean verify(PublicKey key, Domain domain, byte[] document, byte[] bytes) {
    try {
      Signature signature = Signature.getInstance(NAME);
      signature.initVerify(key);
      signature.update(domain.prefix());
      signature.update(document);
      return signature.verify(bytes);
    } catch (SignatureException e) {
      // The 64 bytes are no point and scalar of the curve: then they are no signature either.
      return false;
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("This Java runtime cannot verify Ed25519", e);
    }
  }

  /** Whether a key's bytes are a point of the curve; key factories of the runtime do not look. */
  static boolean isPoint(PublicKey key) {
    try {
      Signature signature = Signature.getInstance(NAME);
      signature.initVerify(key);
      return true;
    } catch (InvalidKeyException e) {
      return false;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java runtime has no Ed25519", e);
    }
  }

  static KeyFactory keyFactory() {
    try {
      return KeyFactory.getInstance(NAME);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java runtime has no Ed25519", e);
    }
  }

  static KeyPair generate(SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(NAME);
      generator.initialize(NamedParameterSpec.ED25519, random);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java runtime cannot make Ed25519 keys", e);
    }
  }

  /**
   * The public key of a private one. The runtime computes it only while it makes a pair, and a
   * private key is nothing but the 32 random bytes that the pair is made of (RFC 8032, section
   * 5.1.5): so the pair is made again of the same bytes, and compared.
   */
  static PublicKey publicKeyOf(EdECPrivateKey key) {
    byte[] seed = key.getBytes().orElseThrow();
    KeyPair pair = generate(new Replay(seed));
    boolean same =
        pair.getPrivate() instanceof EdECPrivateKey made
            && Arrays.equals(made.getBytes().orElseThrow(), seed);
    Arrays.fill(seed, (byte) 0);
    if (!same) {
      throw new IllegalStateException(
          "This Java runtime makes Ed25519 keys in a way that is not known here");
    }
    return pair.getPublic();
  }

  /** "Random" bytes that are known before. */
  private static final class Replay extends SecureRandom {
    private static final long serialVersionUID = 1L;
    private final byte[] seed;

    Replay(byte[] seed) {
      this.seed = seed;
    }

    @Override
    public void nextBytes(byte[] bytes) {
      System.arraycopy(seed, 0, bytes, 0, Math.min(seed.length, bytes.length));
    }
  }
}
