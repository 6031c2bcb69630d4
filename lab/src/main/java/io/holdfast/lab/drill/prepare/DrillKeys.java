package io.holdfast.lab.drill.prepare;

import io.holdfast.image.cache.BuildCache;
import io.holdfast.image.cache.Fingerprint;
import io.holdfast.image.keys.KeyFolder;
import io.holdfast.image.keys.KeyFolderRefusedException;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The keys of the drill's releases, made once for this cache: they are no user's, and nothing but
 * the drill's own machines trusts them. Stateless.
 */
final class DrillKeys {
  private static final int VERSION = 1;

  /** Also the name in the Secure Boot certificate. */
  private static final String FOLDER = "drill";

  private DrillKeys() {}

  static KeyFolder prepare(BuildCache cache) throws IOException, InterruptedException {
    Path folder =
        cache.step("drill-keys", new Fingerprint("drill-keys", VERSION).digest(), DrillKeys::make);
    return KeyFolder.open(folder.resolve(FOLDER), null);
  }

  private static void make(Path result) throws IOException {
    try {
      KeyFolder.create(result.resolve(FOLDER), null);
    } catch (KeyFolderRefusedException e) {
      throw new IOException(
          "The drill's keys cannot be kept in the cache: "
              + e.getMessage()
              + " Let the cache be another folder.",
          e);
    }
  }
}
