package io.holdfast.image.keys;

import io.holdfast.host.DurableFile;
import io.holdfast.release.trust.KeyFileException;
import io.holdfast.release.trust.KeyPlace;
import io.holdfast.release.trust.KeyPlaceException;
import io.holdfast.release.trust.PassphraseException;
import io.holdfast.release.trust.SigningKey;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A folder with all that is needed to publish releases: the release key, which nodes trust, and the
 * Secure Boot key, which firmware trusts. Private keys never leave it. Immutable; safe for use by
 * several threads.
 *
 * <pre>
 * release.key      0600  Ed25519, PKCS #8, under the passphrase if there is one
 * release.pub      0644  its public half, for nodes
 * secure-boot.key  0600  RSA of 2048 bits, PKCS #8, under the same passphrase
 * secure-boot.crt  0644  its self-signed certificate, for firmware
 * </pre>
 *
 * @param folder absolute
 * @param releaseKey signs manifests
 * @param secureBoot signs what the firmware starts
 */
public record KeyFolder(Path folder, SigningKey releaseKey, SecureBootKey secureBoot) {
  /** The private release key. */
  public static final String RELEASE_KEY = "release.key";

  /** The public release key. */
  public static final String RELEASE_PUBLIC = "release.pub";

  /** The private Secure Boot key. */
  public static final String SECURE_BOOT_KEY = "secure-boot.key";

  /** The Secure Boot certificate. */
  public static final String SECURE_BOOT_CERTIFICATE = "secure-boot.crt";

  /**
   * Makes new keys.
   *
   * @param folder not there yet, or empty; its name becomes part of the certificate's name
   * @param passphrase what shall open the private keys; null to write them plain
   * @throws KeyFolderRefusedException if the folder holds something, or lies in a git repository or
   *     a repository of releases
   * @throws PassphraseException if the passphrase is empty
   * @throws IOException if it cannot be written; what was made of it is removed
   */
  public static KeyFolder create(Path folder, char @Nullable [] passphrase)
      throws KeyFolderRefusedException, IOException {
    Path place = folder.toAbsolutePath().normalize();
    demandEmpty(place);
    demandOutsideRepositories(place);
    List<Path> made = new ArrayList<>();
    boolean whole = false;
    try {
      makeFolder(place, made);
      KeyFolder keys =
          new KeyFolder(place, SigningKey.generate(), SecureBootKey.generate(nameOf(place)));
      keys.write(passphrase, made);
      whole = true;
      return keys;
    } finally {
      if (!whole) {
        remove(made);
      }
    }
  }

  /**
   * Reads the keys.
   *
   * @param passphrase what opens them; null if there is none
   * @throws PassphraseException if they are encrypted and the passphrase is missing or wrong
   * @throws KeyFileException if the release key cannot be used
   * @throws KeyFolderException if the Secure Boot key cannot be used, or its certificate is not its
   *     own
   */
  public static KeyFolder open(Path folder, char @Nullable [] passphrase) throws IOException {
    Path place = folder.toAbsolutePath().normalize();
    if (!Files.isDirectory(place)) {
      throw new KeyFolderException(
          "There is no folder of keys at " + place + ". Make one with 'holdfast keys new'.");
    }
    SigningKey release = SigningKey.read(place.resolve(RELEASE_KEY), passphrase);
    SecureBootKey secureBoot =
        SecureBootKey.read(
            place.resolve(SECURE_BOOT_KEY), place.resolve(SECURE_BOOT_CERTIFICATE), passphrase);
    return new KeyFolder(place, release, secureBoot);
  }

  /** The file that nodes need in their folder of trusted keys. */
  public Path releasePublicFile() {
    return folder.resolve(RELEASE_PUBLIC);
  }

  /** The private Secure Boot key's file. */
  public Path secureBootKeyFile() {
    return folder.resolve(SECURE_BOOT_KEY);
  }

  /** The Secure Boot certificate's file. */
  public Path secureBootCertificateFile() {
    return folder.resolve(SECURE_BOOT_CERTIFICATE);
  }

  private void write(char @Nullable [] passphrase, List<Path> made) throws IOException {
    Path key = folder.resolve(RELEASE_KEY);
    made.add(key);
    releaseKey.write(key, passphrase);
    made.add(secureBootKeyFile());
    secureBoot.writeKey(secureBootKeyFile(), passphrase);
    made.add(releasePublicFile());
    writePublic(releasePublicFile(), releaseKey.publicKey().toPem());
    made.add(secureBootCertificateFile());
    writePublic(secureBootCertificateFile(), secureBoot.certificatePem());
  }

  private static void writePublic(Path file, String pem) throws IOException {
    DurableFile.replace(file, pem);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
  }

  private static void makeFolder(Path folder, List<Path> made) throws IOException {
    if (Files.isDirectory(folder)) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
      return;
    }
    Path parent = folder.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    Files.createDirectory(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    made.add(folder);
  }

  private static void remove(List<Path> made) {
    List<Path> lastFirst = new ArrayList<>(made);
    Collections.reverse(lastFirst);
    for (Path path : lastFirst) {
      try {
        Files.deleteIfExists(path);
      } catch (IOException e) {
        // The failure that brought us here is the one to be told.
      }
    }
  }

  private static void demandEmpty(Path folder) throws KeyFolderRefusedException, IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (!Files.isDirectory(folder)) {
      throw new KeyFolderRefusedException(
          folder + " is no folder. Name one that is empty or not there yet.");
    }
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder)) {
      if (found.iterator().hasNext()) {
        throw new KeyFolderRefusedException(
            folder
                + " is not empty, and keys are never written over. Name a folder that is empty or"
                + " not there yet.");
      }
    }
  }

  private static void demandOutsideRepositories(Path folder)
      throws KeyFolderRefusedException, IOException {
    try {
      KeyPlace.demandOutsideRepositories(folder);
    } catch (KeyPlaceException e) {
      throw new KeyFolderRefusedException(String.valueOf(e.getMessage()));
    }
  }

  private static String nameOf(Path folder) {
    Path name = folder.getFileName();
    return name == null ? "" : name.toString();
  }
}
