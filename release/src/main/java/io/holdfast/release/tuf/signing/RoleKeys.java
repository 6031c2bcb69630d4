package io.holdfast.release.tuf.signing;

import io.holdfast.release.trust.KeyFiles;
import io.holdfast.release.trust.KeyPlaceException;
import io.holdfast.release.trust.ReleaseKey;
import io.holdfast.release.trust.SigningKey;
import io.holdfast.release.tuf.Signers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A folder with keys of roles: {@code ROLE.key} and {@code ROLE.pub}, and {@code ROLE-2.key} and so
 * on where a role has several. It need not hold all of them: whoever signs for a role needs those
 * of the role alone, and those of snapshot and timestamp. Immutable.
 */
public final class RoleKeys {
  /** More people do not come together for one signature. */
  static final int MAX_KEYS = 16;

  private final Path folder;
  private final char @Nullable [] passphrase;

  /**
   * The keys in a folder.
   *
   * @param folder outside any repository
   * @param passphrase that opens them; null if they are plain
   */
  public RoleKeys(Path folder, char @Nullable [] passphrase) {
    this.folder = folder;
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
   * The keys of a role that lie here and that its signers know.
   *
   * @throws MissingKeysException if there are fewer than must sign
   */
  List<SigningKey> demand(String role, Signers signers) throws IOException {
    List<SigningKey> keys = new ArrayList<>();
    for (int number = 1; number <= MAX_KEYS; number++) {
      Path file = files(role, number).privateFile();
      if (Files.isRegularFile(file)) {
        SigningKey key = SigningKey.read(file, passphrase);
        if (signers.know(key.publicKey())) {
          keys.add(key);
        }
      }
    }
    if (keys.size() < signers.threshold()) {
      throw new MissingKeysException(
          "In "
              + folder
              + " are "
              + keys.size()
              + " keys that sign for role "
              + role
              + " ("
              + role
              + ".key), and "
              + signers.threshold()
              + " must sign. Put the missing ones there, or let somebody do it who has them.");
    }
    return keys;
  }

  private KeyFiles files(String role, int number) {
    return new KeyFiles(folder, number == 1 ? role : role + "-" + number);
  }
}
