package io.holdfast.release.tuf.signing;

import io.holdfast.release.trust.KeyFiles;
import io.holdfast.release.trust.KeyPlaceException;
import io.holdfast.release.trust.ReleaseKey;
import io.holdfast.release.trust.SigningKey;
import io.holdfast.release.tuf.Signers;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Folders with keys of roles: {@code ROLE.key} and {@code ROLE.pub}, and {@code ROLE-2.key} and so
 * on where a role has, or had, several. They need not hold all of them: whoever signs for a role
 * needs those of the role alone, and those of snapshot and timestamp. Immutable.
 */
public final class RoleKeys {
  /** More people do not come together for one signature. */
  static final int MAX_KEYS = 16;

  /** A role's keys of many years, those that do not count any more among them. */
  private static final int MAX_FILES = 256;

  private final List<Path> folders;
  private final char @Nullable [] passphrase;

  /**
   * The keys in one folder.
   *
   * @param folder outside any repository
   * @param passphrase that opens them; null if they are plain
   */
  public RoleKeys(Path folder, char @Nullable [] passphrase) {
    this(List.of(folder), passphrase);
  }

  /**
   * The keys in some folders, such as one of this machine and one of a stick.
   *
   * @param folders outside any repository; new keys are made in the first
   * @param passphrase that opens those that are not plain; null if all are
   */
  public RoleKeys(List<Path> folders, char @Nullable [] passphrase) {
    if (folders.isEmpty()) {
      throw new IllegalArgumentException("keys lie in at least one folder");
    }
    this.folders = List.copyOf(folders);
    this.passphrase = passphrase == null ? null : passphrase.clone();
  }

  /** Makes the keys of a role that are not there yet, and gives the public halves of all. */
  List<ReleaseKey> create(String role, int count) throws IOException, KeyPlaceException {
    List<ReleaseKey> keys = new ArrayList<>();
    for (int number = 1; number <= count; number++) {
      KeyFiles files = files(role, number);
      keys.add(
          Files.exists(files.publicFile())
              ? ReleaseKey.read(files.publicFile())
              : files.create(passphrase));
    }
    return keys;
  }

  /**
   * Makes one more key of a role, beside those that it has or had.
   *
   * @return its files
   * @throws KeyPlaceException if the folder lies in a repository
   */
  public KeyFiles add(String role) throws IOException, KeyPlaceException {
    for (int number = 1; number <= MAX_FILES; number++) {
      KeyFiles files = files(role, number);
      if (!Files.exists(files.privateFile(), LinkOption.NOFOLLOW_LINKS)
          && !Files.exists(files.publicFile(), LinkOption.NOFOLLOW_LINKS)) {
        files.create(passphrase);
        return files;
      }
    }
    throw new IOException(
        folders.getFirst()
            + " has "
            + MAX_FILES
            + " keys of role "
            + role
            + ". Remove those that do not count any more.");
  }

  /** The keys of a role that lie here and that any of its signers knows, each once. */
  List<SigningKey> find(String role, List<Signers> signers) throws IOException {
    Map<ReleaseKey, SigningKey> keys = new LinkedHashMap<>();
    for (Path folder : folders) {
      for (Path file : privateFiles(folder, role)) {
        if (mayKnow(file, signers)) {
          SigningKey key = SigningKey.read(file, passphrase);
          if (signers.stream().anyMatch(each -> each.know(key.publicKey()))) {
            keys.put(key.publicKey(), key);
          }
        }
      }
    }
    return List.copyOf(keys.values());
  }

  /**
   * As {@link #find}, of one set of signers.
   *
   * @throws MissingKeysException if there are fewer than must sign
   */
  List<SigningKey> demand(String role, Signers signers) throws IOException {
    List<SigningKey> keys = find(role, List.of(signers));
    if (keys.size() < signers.threshold()) {
      throw missing(role, keys.size(), signers);
    }
    return keys;
  }

  /** That too few of a role's keys signed. */
  MissingKeysException missing(String role, int there, Signers signers) {
    return new MissingKeysException(
        "In "
            + this
            + " are "
            + there
            + " keys that sign for role "
            + role
            + " ("
            + role
            + ".key), and "
            + signers.threshold()
            + " of "
            + signers.keys().size()
            + " must sign. Put the missing ones there, or write the change to a file with"
            + " --prepare and let those sign it who have them: holdfast repo sign FILE");
  }

  /** For messages. */
  @Override
  public String toString() {
    return folders.stream().map(Path::toString).collect(Collectors.joining(", "));
  }

  /** A key that does not count any more may have a passphrase that nobody knows any more. */
  private static boolean mayKnow(Path privateFile, List<Signers> signers) throws IOException {
    String name = String.valueOf(privateFile.getFileName());
    Path publicFile = privateFile.resolveSibling(name.replaceFirst("[.]key$", ".pub"));
    if (!Files.isRegularFile(publicFile)) {
      return true;
    }
    ReleaseKey key = ReleaseKey.read(publicFile);
    return signers.stream().anyMatch(each -> each.know(key));
  }

  private static List<Path> privateFiles(Path folder, String role) throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> found =
        Files.newDirectoryStream(folder, file -> isOf(role, String.valueOf(file.getFileName())))) {
      found.forEach(files::add);
    } catch (NoSuchFileException e) {
      throw new MissingKeysException("There is no folder of keys " + folder + ".");
    }
    files.sort(null);
    return files;
  }

  private static boolean isOf(String role, String file) {
    if (!file.startsWith(role) || !file.endsWith(".key")) {
      return false;
    }
    return file.substring(role.length(), file.length() - ".key".length())
        .matches("|-[1-9][0-9]{0,2}");
  }

  private KeyFiles files(String role, int number) {
    return new KeyFiles(folders.getFirst(), number == 1 ? role : role + "-" + number);
  }
}
