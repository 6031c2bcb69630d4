package io.holdfast.cli;

import io.holdfast.inventory.Inventory;
import io.holdfast.inventory.index.ContentDocument;
import io.holdfast.inventory.index.InventoryFile;
import io.holdfast.inventory.index.ReleaseDocument;
import io.holdfast.release.Version;
import io.holdfast.release.content.ChannelName;
import io.holdfast.release.content.ContentKeys;
import io.holdfast.release.content.ContentRef;
import io.holdfast.release.manifest.ManifestException;
import io.holdfast.release.manifest.ReleaseName;
import io.holdfast.release.manifest.ReleaseRef;
import io.holdfast.release.repository.Repository;
import io.holdfast.release.trust.ReleaseKey;
import io.holdfast.release.trust.SignedManifest;
import io.holdfast.release.trust.TrustedKeys;
import io.holdfast.release.trust.UntrustedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where inventories come from: files, or releases in a repository whose signature is verified. */
final class InventorySource {
  @Option(
      names = "--from",
      paramLabel = "REPO",
      description = "The repository that releases are in, which are named NAME@VERSION.")
  private @Nullable String from;

  @Option(
      names = "--trust",
      paramLabel = "FILE",
      description = "Public key that must have signed a release or content; may be repeated.")
  private List<Path> trust = new ArrayList<>();

  /** Null for none. */
  @Nullable String repository() {
    return from;
  }

  /** The inventory of a file, or of {@code NAME@VERSION}. */
  Inventory read(String text) throws IOException, ManifestException, UntrustedException {
    int at = text.indexOf('@');
    if (from == null || at < 1 || Files.exists(Path.of(text))) {
      return InventoryFile.read(Path.of(text));
    }
    return ReleaseDocument.read(
            from,
            verified(new ReleaseName(text.substring(0, at)), new Version(text.substring(at + 1))))
        .inventory();
  }

  /**
   * A release of the repository, its signature being verified.
   *
   * @throws IllegalArgumentException if no key is trusted
   */
  ReleaseRef verified(ReleaseName name, Version version)
      throws IOException, ManifestException, UntrustedException {
    SignedManifest signed = Repository.at(from == null ? "" : from).manifest(name, version);
    keys().verify(signed, name, version);
    return new ReleaseRef(name, version, signed.digest());
  }

  /**
   * Content of the repository, or an extension, its signature being verified.
   *
   * @return null if it has no inventory, and so nothing of it is believed
   * @throws UntrustedException if none of the keys has signed it
   * @throws IllegalArgumentException if no key is trusted
   */
  @Nullable ContentRef verified(ChannelName channel, Version version)
      throws IOException, ManifestException, UntrustedException {
    SignedManifest signed = Repository.at(from == null ? "" : from).content(channel, version);
    if (!ContentDocument.isIn(signed)) {
      return null;
    }
    new ContentKeys(channel, keys()).verify(signed, version);
    return new ContentRef(channel, version, signed.digest());
  }

  private TrustedKeys keys() throws IOException {
    if (trust.isEmpty()) {
      throw new IllegalArgumentException(
          "What a repository says of a release is believed only with its signature. Add '--trust"
              + " KEY.pub'.");
    }
    List<ReleaseKey> keys = new ArrayList<>();
    for (Path file : trust) {
      keys.add(ReleaseKey.read(file));
    }
    return new TrustedKeys(keys);
  }
}
