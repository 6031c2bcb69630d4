package io.holdfast.release.trust;

import io.holdfast.host.DurableFile;
import io.holdfast.release.manifest.Manifest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The private half of a key that signs releases or content: Ed25519, in PEM as PKCS #8 (RFC 8410,
 * section 7), plain or under a passphrase. It belongs on the machine that publishes, and never on a
 * node or in an image. Immutable; safe for use by several threads.
 */
public final class SigningKey {
  private static final String PLAIN = "PRIVATE KEY";
  private static final String ENCRYPTED = "ENCRYPTED PRIVATE KEY";
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final PrivateKey key;
  private final ReleaseKey publicKey;

  private SigningKey(EdECPrivateKey key) {
    this.key = key;
    this.publicKey = new ReleaseKey(Ed25519.publicKeyOf(key));
  }

  /** A new key from the system's randomness. */
  public static SigningKey generate() {
    KeyPair pair = Ed25519.generate(new SecureRandom());
    return new SigningKey((EdECPrivateKey) pair.getPrivate());
  }

  /**
   * Reads a private key file.
   *
   * @param passphrase what opens it; ignored for a plain key, null if there is none
   * @throws PassphraseException if it is encrypted and the passphrase is null, empty or wrong
   * @throws KeyFileException if it holds anything but one Ed25519 private key, or is encrypted in
   *     another way than PBES2 with PBKDF2, HMAC-SHA256 and AES-256-CBC
   */
  public static SigningKey read(Path file, char @Nullable [] passphrase) throws IOException {
    Pem pem = Pem.read(file);
    return switch (pem.label()) {
      case PLAIN -> of(pem, pem.der());
      case ENCRYPTED -> open(pem, passphrase);
      default ->
          throw pem.unusable("it holds a '" + pem.label() + "', and a '" + PLAIN + "' is needed");
    };
  }

  /** The public half, for the nodes. */
  public ReleaseKey publicKey() {
    return publicKey;
  }

  /** Signs a manifest in its written form; the same key and manifest always give the same bytes. */
  public SignedManifest sign(Manifest manifest) {
    return sign(Domain.RELEASE, manifest.toJson().getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Signs the written form of a manifest of any kind, unread; the same key, domain and bytes always
   * give the same signature.
   */
  public SignedManifest sign(Domain domain, byte[] manifest) {
    String base64 = Base64.getEncoder().encodeToString(signature(domain, manifest));
    String file = new Signature(publicKey.id(), base64).toJson();
    return new SignedManifest(manifest, file.getBytes(StandardCharsets.UTF_8));
  }

  byte[] signature(Domain domain, byte[] document) {
    return Ed25519.sign(key, domain, document);
  }

  /**
   * Signs the canonical form of what a role of The Update Framework says. It has no {@link Domain}
   * before it, for the specification wants none, and needs none: it begins with a brace, and no
   * domain does.
   *
   * @return 64 bytes
   * @throws IllegalArgumentException if it does not begin with a brace
   */
  public byte[] signMetadata(byte[] canonical) {
    if (canonical.length == 0 || canonical[0] != '{') {
      throw new IllegalArgumentException("what a role says is a JSON object");
    }
    return Ed25519.sign(key, new byte[0], canonical);
  }

  /**
   * Writes a private key file that only its owner may read (0600).
   *
   * @param passphrase what opens it; null to write it plain
   * @throws KeyFileException if there is such a file already: a private key is never written over
   */
  public void write(Path file, char @Nullable [] passphrase) throws IOException {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new KeyFileException(
          file + " exists, and a private key is never written over. Name another file.");
    }
    if (passphrase != null && passphrase.length == 0) {
      throw new PassphraseException("An empty passphrase protects nothing. Give another.", null);
    }
    Pem pem =
        passphrase == null
            ? new Pem(PLAIN, key.getEncoded(), "memory")
            : new Pem(ENCRYPTED, KeyEncryption.encrypt(key.getEncoded(), passphrase), "memory");
    Path beside = file.resolveSibling("." + file.getFileName() + ".new");
    Files.deleteIfExists(beside);
    try (FileChannel channel =
        FileChannel.open(
            beside, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OWNER_ONLY)) {
      ByteBuffer bytes = ByteBuffer.wrap(pem.text().getBytes(StandardCharsets.US_ASCII));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    DurableFile.moveInto(beside, file);
  }

  /** The key id of the public half; nothing secret. */
  @Override
  public String toString() {
    return "signing key " + publicKey.id();
  }

  private static SigningKey open(Pem pem, char @Nullable [] passphrase) throws KeyFileException {
    if (passphrase == null || passphrase.length == 0) {
      throw new PassphraseException(
          "The private key in " + pem.source() + " is encrypted. Give its passphrase.", null);
    }
    byte[] plain = KeyEncryption.decrypt(pem, passphrase);
    try {
      return of(pem, plain);
    } catch (KeyFileException e) {
      // One wrong passphrase in 256 leaves something that looks padded and is no key.
      throw KeyEncryption.wrongPassphrase(pem, e);
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  private static SigningKey of(Pem pem, byte[] der) throws KeyFileException {
    try {
      PrivateKey key = Ed25519.keyFactory().generatePrivate(new PKCS8EncodedKeySpec(der));
      if (key instanceof EdECPrivateKey edKey
          && edKey.getParams().getName().equals(NamedParameterSpec.ED25519.getName())) {
        return new SigningKey(edKey);
      }
    } catch (InvalidKeySpecException e) {
      throw pem.unusable("it is no Ed25519 private key");
    }
    throw pem.unusable("it is no Ed25519 private key");
  }
}
