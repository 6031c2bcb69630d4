package io.holdfast.release.trust;

import io.holdfast.host.DurableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The two files of a key, which may lie beside those of others. Immutable; not for two makers of
 * the same files at once.
 *
 * <pre>
 * NAME.key  0600  Ed25519, PKCS #8, under the passphrase if there is one
 * NAME.pub  0644  its public half, for nodes
 * </pre>
 *
 * @param folder where they lie
 * @param name what both are called, without their endings
 */
public record KeyFiles(Path folder, String name) {

  /** The private key. */
  public Path privateFile() {
    return folder.resolve(name + ".key");
  }

  /** The public key. */
  public Path publicFile() {
    return folder.resolve(name + TrustedKeys.FILE_ENDING);
  }

  /**
   * Makes a new key and both files; the folder too, for its owner alone, if it is not there.
   *
   * @param passphrase what shall open the private key; null to write it plain
   * @throws KeyPlaceException if one of the files is there, or the folder lies in a git repository
   *     or a repository of releases
   * @throws PassphraseException if the passphrase is empty
   * @throws IOException if they cannot be written; neither is left then
   */
  public ReleaseKey create(char @Nullable [] passphrase) throws KeyPlaceException, IOException {
    for (Path file : List.of(privateFile(), publicFile())) {
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        throw new KeyPlaceException(
            file + " exists, and keys are never written over. Name another folder.");
      }
    }
    KeyPlace.demandOutsideRepositories(folder);
    makeFolder();
    SigningKey key = SigningKey.generate();
    key.write(privateFile(), passphrase);
    boolean whole = false;
    try {
      DurableFile.replace(publicFile(), key.publicKey().toPem());
      Files.setPosixFilePermissions(publicFile(), PosixFilePermissions.fromString("rw-r--r--"));
      whole = true;
      return key.publicKey();
    } finally {
      if (!whole) {
        Files.deleteIfExists(privateFile());
        Files.deleteIfExists(publicFile());
      }
    }
  }

  private void makeFolder() throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Path parent = folder.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    Files.createDirectory(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }
}
