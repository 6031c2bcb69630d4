package io.holdfast.lab.drill.prepare;

import io.holdfast.image.cache.BuildCache;
import io.holdfast.image.cache.Fingerprint;
import io.holdfast.image.keys.KeyFolder;
import io.holdfast.image.keys.KeyFolderRefusedException;
import io.holdfast.lab.drill.act.July2024;
import io.holdfast.release.content.ChannelName;
import io.holdfast.release.content.ContentKeys;
import io.holdfast.release.trust.KeyPlaceException;
import io.holdfast.release.trust.SigningKey;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The keys of the drill's releases, made once for this cache: they are no user's, and nothing but
 * the drill's own machines trusts them. Stateless.
 */
public final class DrillKeys {
  private static final int VERSION = 1;

  /** Also the name in the Secure Boot certificate. */
  private static final String FOLDER = "drill";

  private static final ChannelName CHANNEL = new ChannelName(July2024.CHANNEL);

  private DrillKeys() {}

  /** Makes them, or takes them from the cache. */
  public static KeyFolder prepare(BuildCache cache) throws IOException, InterruptedException {
    Path folder =
        cache.step("drill-keys", new Fingerprint("drill-keys", VERSION).digest(), DrillKeys::make);
    return KeyFolder.open(folder.resolve(FOLDER), null);
  }

  /** The key of the drill's channel of content. */
  static SigningKey content(BuildCache cache) throws IOException, InterruptedException {
    Path folder =
        cache.step(
            "drill-content-key",
            new Fingerprint("drill-content-key", VERSION).digest(),
            DrillKeys::makeContentKey);
    return SigningKey.read(ContentKeys.files(folder, CHANNEL).privateFile(), null);
  }

  private static void makeContentKey(Path result) throws IOException {
    try {
      ContentKeys.files(result, CHANNEL).create(null);
    } catch (KeyPlaceException e) {
      throw misplaced(e);
    }
  }

  private static IOException misplaced(Exception e) {
    return new IOException(
        "The drill's keys cannot be kept in the cache: "
            + e.getMessage()
            + " Let the cache be another folder.",
        e);
  }

  private static void make(Path result) throws IOException {
    try {
      KeyFolder.create(result.resolve(FOLDER), null);
    } catch (KeyFolderRefusedException e) {
      throw misplaced(e);
    }
  }
}
