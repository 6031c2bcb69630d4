package io.holdfast.inventory.index;

import io.holdfast.inventory.Inventory;
import io.holdfast.inventory.document.CycloneDxReader;
import io.holdfast.release.content.ContentManifest;
import io.holdfast.release.content.ContentRef;
import io.holdfast.release.manifest.ManifestException;
import io.holdfast.release.manifest.Part;
import io.holdfast.release.repository.Repository;
import io.holdfast.release.trust.SignedManifest;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The inventory of a version of content, or of an extension, in a repository. Stateless. */
public final class ContentDocument {
  private ContentDocument() {}

  /**
   * Whether there is one. Nothing of the manifest is verified.
   *
   * @throws ManifestException if this Holdfast cannot use the manifest
   */
  public static boolean isIn(SignedManifest signed) throws ManifestException {
    return ContentManifest.parse(signed.manifest()).inventory() != null;
  }

  /**
   * Reads it.
   *
   * @param content whose manifest was verified before: what the repository has must be the same
   * @throws ManifestException if this Holdfast cannot use the manifest
   * @throws IOException if the repository has another manifest, or there is no inventory
   */
  public static Inventory read(String repository, ContentRef content)
      throws IOException, ManifestException {
    Repository from = Repository.at(repository);
    SignedManifest signed = from.content(content.channel(), content.version());
    if (!signed.digest().equals(content.manifest())) {
      throw new IOException(repository + " has another " + content + " by now");
    }
    Part part = ContentManifest.parse(signed.manifest()).inventory();
    if (part == null) {
      throw new IOException(content + " has no inventory: it was published before content had one");
    }
    try (InputStream stream = new BufferedInputStream(from.open(part, 0), 1 << 16)) {
      return CycloneDxReader.read(stream);
    }
  }
}
