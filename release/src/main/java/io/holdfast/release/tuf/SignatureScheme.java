package io.holdfast.release.tuf;

import io.holdfast.release.trust.KeyFileException;
import io.holdfast.release.trust.Pem;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The signature schemes of the specification (section 4.2.1), as the Java runtime has them. */
enum SignatureScheme {
  /** Ed25519 (RFC 8032); the key is 32 bytes in hexadecimal. */
  ED25519("Ed25519", "Ed25519") {
    @Override
    byte[] der(String value) {
      byte[] bytes = HexFormat.of().parseHex(value);
      if (bytes.length != ED25519_BYTES) {
        throw new IllegalArgumentException("an Ed25519 key has 32 bytes");
      }
      byte[] der = new byte[ED25519_PREFIX.length + ED25519_BYTES];
      System.arraycopy(ED25519_PREFIX, 0, der, 0, ED25519_PREFIX.length);
      System.arraycopy(bytes, 0, der, ED25519_PREFIX.length, ED25519_BYTES);
      return der;
    }
  },

  /** RSASSA-PSS (RFC 8017, section 8.1) with SHA-256 and a salt of 32 bytes. */
  RSA_PSS("RSA", "RSASSA-PSS") {
    @Override
    boolean fits(PublicKey key) {
      return key instanceof RSAPublicKey rsa
          && rsa.getModulus().bitLength() >= LEAST_RSA_BITS
          && rsa.getModulus().bitLength() <= MOST_RSA_BITS
          && rsa.getPublicExponent().bitLength() <= MOST_EXPONENT_BITS;
    }

    @Override
    void prepare(Signature signature) throws GeneralSecurityException {
      signature.setParameter(
          new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, SALT_BYTES, 1));
    }
  },

  /** ECDSA over P-256 with SHA-256 (FIPS 186-5); the key in PEM. */
  ECDSA_P256("EC", "SHA256withECDSA") {
    @Override
    boolean fits(PublicKey key) {
      return key instanceof ECPublicKey ec && ec.getParams().getOrder().equals(P256_ORDER);
    }
  };

  private static final int ED25519_BYTES = 32;

  /** All SubjectPublicKeyInfos of Ed25519 begin so (RFC 8410, sections 3 and 4). */
  private static final byte[] ED25519_PREFIX = {
    0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00
  };

  /** Section 4.2.1: "All RSA keys MUST be at least 2048 bits". */
  private static final int LEAST_RSA_BITS = 2048;

  /** A larger key takes a small machine seconds for each signature. */
  private static final int MOST_RSA_BITS = 8192;

  private static final int MOST_EXPONENT_BITS = 32;

  /** That of the hash, as all known signers use. */
  private static final int SALT_BYTES = 32;

  /** SP 800-186, section 3.2.1.3; no other curve that the runtime has is of this order. */
  private static final BigInteger P256_ORDER =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

  /** The PEM of an RSA key of 8192 bits has 1,500 characters. */
  private static final int MOST_CHARACTERS = 4096;

  private final String keyAlgorithm;
  private final String signatureAlgorithm;

  SignatureScheme(String keyAlgorithm, String signatureAlgorithm) {
    this.keyAlgorithm = keyAlgorithm;
    this.signatureAlgorithm = signatureAlgorithm;
  }

  /** The one that metadata names; null if it is not known here. */
  static @Nullable SignatureScheme of(String keyType, String scheme) {
    return switch (keyType + " " + scheme) {
      case "ed25519 ed25519" -> ED25519;
      case "rsa rsassa-pss-sha256" -> RSA_PSS;
      // The second name of the type is that of versions before 1.0.32, and still in use.
      case "ecdsa ecdsa-sha2-nistp256", "ecdsa-sha2-nistp256 ecdsa-sha2-nistp256" -> ECDSA_P256;
      default -> null;
    };
  }

  /** The key; null if the text is none of this scheme. */
  @Nullable PublicKey key(String value) {
    if (value.length() > MOST_CHARACTERS) {
      return null;
    }
    try {
      PublicKey key =
          KeyFactory.getInstance(keyAlgorithm).generatePublic(new X509EncodedKeySpec(der(value)));
      // Key factories do not look at everything; beginning to verify does.
      Signature.getInstance(signatureAlgorithm).initVerify(key);
      return fits(key) ? key : null;
    } catch (GeneralSecurityException | IllegalArgumentException | KeyFileException e) {
      return null;
    }
  }

  boolean verifies(PublicKey key, byte[] message, byte[] bytes) {
    try {
      Signature signature = Signature.getInstance(signatureAlgorithm);
      prepare(signature);
      signature.initVerify(key);
      signature.update(message);
      return signature.verify(bytes);
    } catch (GeneralSecurityException e) {
      // Bytes that cannot be a signature of this scheme are none.
      return false;
    }
  }

  /** The SubjectPublicKeyInfo (RFC 5280, section 4.1.2.7) that the key's text stands for. */
  byte[] der(String value) throws KeyFileException {
    Pem pem = Pem.parse(value, "metadata");
    if (!pem.label().equals("PUBLIC KEY")) {
      throw new IllegalArgumentException("'" + pem.label() + "' is no public key");
    }
    return pem.der();
  }

  boolean fits(PublicKey key) {
    return true;
  }

  void prepare(Signature signature) throws GeneralSecurityException {}
}
