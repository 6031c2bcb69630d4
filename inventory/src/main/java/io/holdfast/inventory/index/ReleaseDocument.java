package io.holdfast.inventory.index;

import io.holdfast.inventory.Inventory;
import io.holdfast.inventory.document.CycloneDxReader;
import io.holdfast.release.manifest.Architecture;
import io.holdfast.release.manifest.Manifest;
import io.holdfast.release.manifest.ManifestException;
import io.holdfast.release.manifest.Part;
import io.holdfast.release.manifest.ReleaseRef;
import io.holdfast.release.repository.Repository;
import io.holdfast.release.trust.SignedManifest;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The inventory of a release in a repository.
 *
 * @param architecture that the release is for
 */
public record ReleaseDocument(ReleaseRef release, Architecture architecture, Inventory inventory) {
  /**
   * Reads it.
   *
   * @param release whose manifest was verified before: what the repository has must be the same
   * @throws ManifestException if this Holdfast cannot use the manifest
   * @throws IOException if the repository has another manifest, or the release has no inventory
   */
  public static ReleaseDocument read(String repository, ReleaseRef release)
      throws IOException, ManifestException {
    Repository from = Repository.at(repository);
    SignedManifest signed = from.manifest(release.name(), release.version());
    if (!signed.digest().equals(release.manifest())) {
      throw new IOException(
          repository + " has another " + release.name() + " " + release.version() + " by now");
    }
    Manifest manifest = Manifest.parse(signed.manifest());
    Part part = manifest.partIfAny(Part.Kind.INVENTORY);
    if (part == null) {
      throw new IOException(
          release
              + " has no inventory: it was built before releases had one. Build it again to know"
              + " what is in it.");
    }
    try (InputStream stream = new BufferedInputStream(from.open(part, 0), 1 << 16)) {
      return new ReleaseDocument(release, manifest.architecture(), CycloneDxReader.read(stream));
    }
  }
}
