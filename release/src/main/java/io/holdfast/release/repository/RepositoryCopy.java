package io.holdfast.release.repository;

import io.holdfast.host.Progress;
import io.holdfast.release.Blob;
import io.holdfast.release.Version;
import io.holdfast.release.content.ChannelName;
import io.holdfast.release.content.ContentFile;
import io.holdfast.release.content.ContentManifest;
import io.holdfast.release.manifest.Manifest;
import io.holdfast.release.manifest.ManifestException;
import io.holdfast.release.manifest.Part;
import io.holdfast.release.manifest.ReleaseName;
import io.holdfast.release.trust.SignedManifest;
import java.io.IOException;
import java.io.InputStream;

/**
 * Takes releases and content over from one repository into another, whole: every file is verified
 * by its digest while it is written, and the manifest comes last. What is stored there already is
 * not fetched again, so that a copy that was cut short goes on with the file at which it was. Who
 * vouches for a manifest is for the caller to know. For one thread.
 */
public final class RepositoryCopy {
  private final Repository from;
  private final RepositoryWriter to;
  private final Progress progress;
  private long copied;
  private long bytes;

  /** From one into the other. */
  public RepositoryCopy(Repository from, RepositoryWriter to, Progress progress) {
    this.from = from;
    this.to = to;
    this.progress = progress;
  }

  /**
   * Copies a release.
   *
   * @param signed its manifest, which somebody vouches for
   * @throws AlreadyPublishedException if another release of this name and version is there
   * @throws DamagedException if it is not that of this name and version, or a part is not as the
   *     manifest says
   */
  public void release(ReleaseName name, Version version, SignedManifest signed) throws IOException {
    try {
      Manifest manifest = Manifest.parse(signed.manifest());
      demand(manifest.name().equals(name) && manifest.version().equals(version), name, version);
      for (Part part : manifest.parts()) {
        if (isWanted(part, name + " " + version)) {
          try (InputStream in = from.open(part, 0)) {
            to.add(part.kind(), in);
          }
        }
      }
      to.publish(signed);
    } catch (ManifestException e) {
      throw unusable(name + " " + version, e);
    }
  }

  /** The same of a version of content, of an extension or of a configuration. */
  public void content(ChannelName channel, Version version, SignedManifest signed)
      throws IOException {
    try {
      ContentManifest manifest = ContentManifest.parse(signed.manifest());
      demand(
          manifest.channel().equals(channel) && manifest.version().equals(version),
          channel,
          version);
      for (ContentFile file : manifest.files()) {
        if (isWanted(file, channel + " " + version)) {
          try (InputStream in = from.open(file, 0)) {
            to.addContent(file.path(), in);
          }
        }
      }
      Part inventory = manifest.inventory();
      if (inventory != null && isWanted(inventory, channel + " " + version)) {
        try (InputStream in = from.open(inventory, 0)) {
          to.add(inventory.kind(), in);
        }
      }
      to.publishContent(signed);
    } catch (ManifestException e) {
      throw unusable(channel + " " + version, e);
    }
  }

  /** How many files were fetched. */
  public long copied() {
    return copied;
  }

  /** How many bytes they have. */
  public long bytes() {
    return bytes;
  }

  private boolean isWanted(Blob blob, String of) throws IOException {
    if (to.holds(blob)) {
      return false;
    }
    progress.step("copy " + of + ": " + blob.describe() + " (" + blob.size() + " bytes)");
    copied++;
    bytes += blob.size();
    return true;
  }

  private void demand(boolean isIt, Object name, Version version) throws DamagedException {
    if (!isIt) {
      throw new DamagedException(
          from.describe()
              + " has the manifest of something else as that of "
              + name
              + " "
              + version
              + ". Nothing of it was taken; use another repository.");
    }
  }

  private DamagedException unusable(String what, ManifestException e) {
    return new DamagedException(
        "The manifest of "
            + what
            + " in "
            + from.describe()
            + " cannot be used: "
            + e.getMessage()
            + ". Nothing of it was taken.");
  }
}
