package io.holdfast.image.disk;

import io.holdfast.release.Version;
import io.holdfast.release.manifest.Architecture;
import io.holdfast.release.manifest.Manifest;
import io.holdfast.release.manifest.ManifestException;
import io.holdfast.release.manifest.ReleaseName;
import io.holdfast.release.manifest.ReleaseRef;
import io.holdfast.release.repository.ReleaseEntry;
import io.holdfast.release.repository.Repository;
import io.holdfast.release.trust.SignedManifest;
import io.holdfast.release.trust.TrustedKeys;
import io.holdfast.release.trust.UntrustedException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A release of a repository that may be installed: its signature is good.
 *
 * @param signed as the repository has it
 * @param manifest what that says
 */
public record ChosenRelease(SignedManifest signed, Manifest manifest) {

  /**
   * Chooses and verifies.
   *
   * @param name null for the only one there is
   * @param version null for the newest
   * @throws UntrustedException if it is not signed by a trusted key
   * @throws ManifestException if this Holdfast cannot use its manifest
   * @throws DiskRefusedException if it is for another kind of machine
   * @throws InstallFailedException if it is not clear which one is meant
   */
  public static ChosenRelease of(
      Repository repository,
      @Nullable ReleaseName name,
      @Nullable Version version,
      TrustedKeys trusted)
      throws UntrustedException, ManifestException, DiskRefusedException, IOException {
    ReleaseEntry release =
        ReleaseChoice.of(repository.list(), name, version, repository.describe());
    SignedManifest signed = repository.manifest(release.name(), release.version());
    Manifest manifest = trusted.verify(signed, release.name(), release.version());
    if (manifest.architecture() != Architecture.X86_64) {
      throw new DiskRefusedException(
          "The release "
              + release
              + " is built for "
              + manifest.architecture()
              + ", and this Holdfast installs only releases for x86-64.");
    }
    return new ChosenRelease(signed, manifest);
  }

  /** Its name, version and digest. */
  public ReleaseRef ref() {
    return new ReleaseRef(manifest.name(), manifest.version(), signed.digest());
  }
}
