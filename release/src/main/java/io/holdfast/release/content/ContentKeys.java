package io.holdfast.release.content;

import io.holdfast.release.Version;
import io.holdfast.release.manifest.ManifestException;
import io.holdfast.release.trust.Domain;
import io.holdfast.release.trust.KeyFiles;
import io.holdfast.release.trust.SignedManifest;
import io.holdfast.release.trust.SigningKey;
import io.holdfast.release.trust.TrustedKeys;
import io.holdfast.release.trust.UntrustedException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Whose content may be activated on one channel. That a key is trusted here says nothing of other
 * channels, nor of releases: a signature over a release's manifest is never one over content, and
 * the other way round. Immutable; safe for use by several threads.
 *
 * @param channel the only one on which these keys count
 * @param keys one signature by any of them is enough
 */
public record ContentKeys(ChannelName channel, TrustedKeys keys) {

  /** Where the keys of a channel are kept: {@code content-CHANNEL.key} and {@code .pub}. */
  public static KeyFiles files(Path folder, ChannelName channel) {
    return new KeyFiles(folder, "content-" + channel);
  }

  /** Signs a manifest in its written form; the same key and manifest always give the same bytes. */
  public static SignedManifest sign(ContentManifest manifest, SigningKey key) {
    return key.sign(Domain.CONTENT, manifest.toJson().getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * Verifies the signature, only then reads the manifest, and checks that it is the version that
   * was asked for, on this channel: a repository could hand out another one, old and truly signed.
   *
   * @throws UntrustedException if the signature file is damaged, the key is not among these, the
   *     signature is not of these bytes or not one over content, or it is other content than was
   *     asked for
   * @throws ManifestException if it is signed, but this Holdfast cannot use it
   */
  public ContentManifest verify(SignedManifest signed, Version version)
      throws UntrustedException, ManifestException {
    ContentManifest manifest = ContentManifest.parse(keys.verify(Domain.CONTENT, signed));
    if (!manifest.channel().equals(channel) || !manifest.version().equals(version)) {
      throw new UntrustedException(
          "The manifest is signed, but it is that of content "
              + manifest.channel()
              + " "
              + manifest.version()
              + ", and "
              + channel
              + " "
              + version
              + " was asked for: the repository hands out one for another."
              + " Publish the content there again, or use another repository.");
    }
    return manifest;
  }
}
