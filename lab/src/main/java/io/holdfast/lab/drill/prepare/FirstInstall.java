package io.holdfast.lab.drill.prepare;

import io.holdfast.host.Progress;
import io.holdfast.image.disk.DiskRefusedException;
import io.holdfast.image.disk.InstallRequest;
import io.holdfast.image.disk.Installer;
import io.holdfast.image.keys.KeyFolder;
import io.holdfast.image.keys.SecureBootEnrolment;
import io.holdfast.release.Version;
import io.holdfast.release.manifest.ManifestException;
import io.holdfast.release.manifest.ReleaseName;
import io.holdfast.release.repository.Repository;
import io.holdfast.release.trust.TrustedKeys;
import io.holdfast.release.trust.UntrustedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * What is installed on an empty disk.
 *
 * @param repository folder of the release
 * @param configuration of the node
 */
public record FirstInstall(
    Path repository, ReleaseName name, Version version, String configuration) {
  /** Large enough for two slots, recovery and user data; the image is sparse. */
  private static final long DISK_BYTES = 4L << 30;

  /**
   * Installs.
   *
   * @param disk an image file, to be made
   * @param enrols whether the firmware is to take the Secure Boot key at the first start
   */
  public void into(Path disk, KeyFolder keys, boolean enrols, Workshop workshop, Progress progress)
      throws IOException, InterruptedException {
    InstallRequest request =
        new InstallRequest(
                disk,
                DISK_BYTES,
                false,
                Repository.at(repository.toString()),
                name,
                version,
                TrustedKeys.load(keys.folder()),
                configuration.getBytes(StandardCharsets.UTF_8))
            .with(enrols ? SecureBootEnrolment.of(keys.secureBoot()) : null);
    try {
      new Installer(workshop.tools(), workshop.cache().folder(), progress).install(request);
    } catch (DiskRefusedException | UntrustedException | ManifestException e) {
      throw new IOException("The drill's node cannot be installed: " + e.getMessage(), e);
    }
  }
}
