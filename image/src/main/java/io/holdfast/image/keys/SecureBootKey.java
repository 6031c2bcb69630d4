package io.holdfast.image.keys;

import io.holdfast.release.Printable;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.Set;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaMiscPEMGenerator;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.OutputEncryptor;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.util.io.pem.PemObjectGenerator;
import org.bouncycastle.util.io.pem.PemWriter;
import org.jspecify.annotations.Nullable;

/**
 * The key that signs what firmware starts, and its certificate: RSA of 2048 bits with SHA-256, for
 * that is what all UEFI firmware verifies (UEFI 2.10, section 32.4.1). Immutable.
 *
 * @param key the private half
 * @param certificate self-signed, for the firmware's db
 */
public record SecureBootKey(PrivateKey key, X509Certificate certificate) {
  /** Firmware does not look at the dates; people and tools do. */
  private static final int YEARS = 10;

  private static final int RSA_BITS = 2048;

  /** As {@code SigningKey} has: half a second for who knows it, years for who must guess. */
  private static final int ITERATIONS = 600_000;

  private static final int SERIAL_BITS = 128;

  /** A key of 2048 bits has 2 KiB; more is no such file. */
  private static final int MAX_BYTES = 16 << 10;

  private static final String COMMON_NAME = "Holdfast Secure Boot ";

  /** RFC 5280, appendix A.1, ub-common-name. */
  private static final int MAX_COMMON_NAME = 64;

  /** A clock that is somewhat ahead must not make a fresh certificate one of the future. */
  private static final Duration BACKDATED = Duration.ofDays(1);

  static SecureBootKey generate(String name) throws IOException {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(RSA_BITS);
      KeyPair pair = generator.generateKeyPair();
      return new SecureBootKey(pair.getPrivate(), certify(pair, name));
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException("This Java runtime cannot make an RSA key", e);
    }
  }

  static SecureBootKey read(Path keyFile, Path certificateFile, char @Nullable [] passphrase)
      throws IOException {
    PrivateKey key = readKey(keyFile, passphrase);
    X509Certificate certificate = readCertificate(certificateFile);
    if (!(key instanceof RSAPrivateKey mine)
        || !(certificate.getPublicKey() instanceof RSAPublicKey theirs)
        || !mine.getModulus().equals(theirs.getModulus())) {
      throw unusable(certificateFile, "it is not the certificate of the key in " + keyFile, null);
    }
    return new SecureBootKey(key, certificate);
  }

  void writeKey(Path file, char @Nullable [] passphrase) throws IOException {
    String pem =
        pem(
            new JcaPKCS8Generator(
                key, passphrase == null || passphrase.length == 0 ? null : encryptor(passphrase)));
    try (FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      ByteBuffer bytes = ByteBuffer.wrap(pem.getBytes(StandardCharsets.US_ASCII));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  String certificatePem() throws IOException {
    return pem(new JcaMiscPEMGenerator(certificate));
  }

  /** The certificate's name; nothing secret. */
  @Override
  public String toString() {
    return certificate.getSubjectX500Principal().getName();
  }

  private static X509Certificate certify(KeyPair pair, String name)
      throws GeneralSecurityException, OperatorCreationException, IOException {
    ZonedDateTime start = Instant.now().minus(BACKDATED).atZone(ZoneOffset.UTC);
    X500Name subject = subject(name);
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            subject,
            new BigInteger(SERIAL_BITS, new SecureRandom()).setBit(0),
            Date.from(start.toInstant()),
            Date.from(start.plusYears(YEARS).toInstant()),
            subject,
            pair.getPublic());
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
    builder.addExtension(
        Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_codeSigning));
    builder.addExtension(
        Extension.subjectKeyIdentifier,
        false,
        new JcaX509ExtensionUtils().createSubjectKeyIdentifier(pair.getPublic()));
    return new JcaX509CertificateConverter()
        .getCertificate(
            builder.build(new JcaContentSignerBuilder("SHA256withRSA").build(pair.getPrivate())));
  }

  private static X500Name subject(String name) {
    String common = COMMON_NAME + Printable.of(name);
    return new X500NameBuilder(BCStyle.INSTANCE)
        .addRDN(BCStyle.CN, common.substring(0, Math.min(common.length(), MAX_COMMON_NAME)).strip())
        .build();
  }

  /**
   * Given by reference, so that the runtime's own list of providers stays as it is, and made only
   * for keys with a passphrase, since it loads a native library.
   */
  private static Provider encryption() {
    return new BouncyCastleProvider();
  }

  private static OutputEncryptor encryptor(char[] passphrase) {
    try {
      return new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
          .setPRF(PKCS8Generator.PRF_HMACSHA256)
          .setIterationCount(ITERATIONS)
          .setPassword(passphrase)
          .setProvider(encryption())
          .build();
    } catch (OperatorCreationException e) {
      throw new IllegalStateException("This Java runtime cannot encrypt a private key", e);
    }
  }

  private static PrivateKey readKey(Path file, char @Nullable [] passphrase) throws IOException {
    try {
      Object found = parse(file);
      PrivateKeyInfo plain =
          switch (found) {
            case PrivateKeyInfo it -> it;
            case PKCS8EncryptedPrivateKeyInfo encrypted -> decrypt(file, encrypted, passphrase);
            default -> throw unusable(file, "it holds no private key in PKCS #8", null);
          };
      return new JcaPEMKeyConverter().getPrivateKey(plain);
    } catch (KeyFolderException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // Bouncy Castle's parsers throw unchecked exceptions at some damaged values.
      throw unusable(file, "it is damaged", e);
    }
  }

  private static PrivateKeyInfo decrypt(
      Path file, PKCS8EncryptedPrivateKeyInfo encrypted, char @Nullable [] passphrase)
      throws KeyFolderException {
    if (passphrase == null || passphrase.length == 0) {
      throw unusable(file, "it is encrypted, and no passphrase was given", null);
    }
    try {
      return encrypted.decryptPrivateKeyInfo(
          new JceOpenSSLPKCS8DecryptorProviderBuilder()
              .setProvider(encryption())
              .build(passphrase));
    } catch (PKCSException | OperatorCreationException e) {
      throw unusable(file, "the passphrase that opens the release key does not open it", e);
    }
  }

  /**
   * Reads a certificate.
   *
   * @throws KeyFolderException if the file holds none
   */
  public static X509Certificate readCertificate(Path file) throws KeyFolderException {
    try {
      if (parse(file) instanceof X509CertificateHolder holder) {
        return new JcaX509CertificateConverter().getCertificate(holder);
      }
    } catch (KeyFolderException e) {
      throw e;
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      throw unusable(file, "it is damaged", e);
    }
    throw unusable(file, "it holds no certificate", null);
  }

  private static Object parse(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw unusable(file, "there is no such file", null);
    }
    if (Files.size(file) > MAX_BYTES) {
      throw unusable(file, "it has more than " + MAX_BYTES + " bytes", null);
    }
    try (Reader text = new StringReader(Files.readString(file, StandardCharsets.US_ASCII));
        PEMParser parser = new PEMParser(text)) {
      Object found = parser.readObject();
      if (found == null) {
        throw unusable(file, "it is not in PEM form", null);
      }
      return found;
    }
  }

  private static String pem(PemObjectGenerator value) throws IOException {
    StringWriter text = new StringWriter();
    try (PemWriter writer = new PemWriter(text)) {
      writer.writeObject(value);
    }
    return text.toString();
  }

  private static KeyFolderException unusable(Path file, String why, @Nullable Throwable cause) {
    return new KeyFolderException(
        file
            + " cannot be used: "
            + why
            + ". Restore it from a copy, or make new keys with 'holdfast keys new'.",
        cause);
  }
}
