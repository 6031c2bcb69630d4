package io.holdfast.release.trust;

import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.spec.InvalidParameterSpecException;
import java.util.Arrays;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.PBEParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Private keys under a passphrase: EncryptedPrivateKeyInfo (RFC 5958, section 3) with PBES2 of
 * PBKDF2, HMAC-SHA256 and AES-256-CBC (RFC 8018, section 6.2), as OpenSSL 3 writes by default. Key
 * derivation and cipher are called one by one, because the runtime's combined PBES2 takes no
 * passphrase outside ASCII.
 */
final class KeyEncryption {
  private static final String PBES2 = "PBEWithHmacSHA256AndAES_256";
  private static final int KEY_BITS = 256;
  private static final int SALT_LENGTH = 16;
  private static final int BLOCK_LENGTH = 16;

  /** Half a second for one who knows the passphrase, years for one who must guess it. */
  private static final int ITERATIONS = 600_000;

  /** A file that asks for more is not a key but a way to keep a machine busy. */
  private static final int MAX_ITERATIONS = 10_000_000;

  private KeyEncryption() {}

  static byte[] encrypt(byte[] privateKey, char[] passphrase) {
    SecureRandom random = new SecureRandom();
    byte[] salt = new byte[SALT_LENGTH];
    byte[] start = new byte[BLOCK_LENGTH];
    random.nextBytes(salt);
    random.nextBytes(start);
    try {
      AlgorithmParameters parameters = AlgorithmParameters.getInstance(PBES2);
      PBEParameterSpec spec = new PBEParameterSpec(salt, ITERATIONS, new IvParameterSpec(start));
      parameters.init(spec);
      // The file names all of PBES2 by one object identifier, which the runtime knows under this
      // name.
      AlgorithmParameters named = AlgorithmParameters.getInstance("PBES2");
      named.init(parameters.getEncoded());
      byte[] encrypted = crypt(Cipher.ENCRYPT_MODE, spec, passphrase, privateKey);
      return new EncryptedPrivateKeyInfo(named, encrypted).getEncoded();
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("This Java runtime cannot encrypt a private key", e);
    }
  }

  static byte[] decrypt(Pem pem, char[] passphrase) throws KeyFileException {
    try {
      EncryptedPrivateKeyInfo encrypted = new EncryptedPrivateKeyInfo(pem.der());
      return crypt(
          Cipher.DECRYPT_MODE,
          parameters(pem, encrypted),
          passphrase,
          encrypted.getEncryptedData());
    } catch (BadPaddingException e) {
      throw wrongPassphrase(pem, e);
    } catch (KeyFileException e) {
      throw e;
    } catch (GeneralSecurityException | IOException e) {
      throw pem.unusable("its encryption is damaged");
    }
  }

  static PassphraseException wrongPassphrase(Pem pem, Throwable cause) {
    return new PassphraseException(
        "The passphrase does not open the private key in " + pem.source() + ". Give the right one.",
        cause);
  }

  private static PBEParameterSpec parameters(Pem pem, EncryptedPrivateKeyInfo encrypted)
      throws KeyFileException, InvalidParameterSpecException {
    AlgorithmParameters parameters = encrypted.getAlgParameters();
    // All of PBES2 has one object identifier; only the text form tells its parts.
    if (parameters == null || !PBES2.equals(parameters.toString())) {
      throw pem.unusable(
          "it is encrypted in another way than PBES2 with PBKDF2, HMAC-SHA256 and AES-256-CBC;"
              + " 'openssl pkcs8 -topk8 -v2 aes-256-cbc -v2prf hmacWithSHA256' converts it");
    }
    PBEParameterSpec spec = parameters.getParameterSpec(PBEParameterSpec.class);
    if (spec.getIterationCount() < 1 || spec.getIterationCount() > MAX_ITERATIONS) {
      throw pem.unusable("it asks for " + spec.getIterationCount() + " rounds of PBKDF2");
    }
    return spec;
  }

  private static byte[] crypt(int mode, PBEParameterSpec spec, char[] passphrase, byte[] input)
      throws GeneralSecurityException {
    PBEKeySpec secret =
        new PBEKeySpec(passphrase, spec.getSalt(), spec.getIterationCount(), KEY_BITS);
    byte[] key =
        SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(secret).getEncoded();
    try {
      Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
      cipher.init(mode, new SecretKeySpec(key, "AES"), spec.getParameterSpec());
      return cipher.doFinal(input);
    } finally {
      secret.clearPassword();
      Arrays.fill(key, (byte) 0);
    }
  }
}
