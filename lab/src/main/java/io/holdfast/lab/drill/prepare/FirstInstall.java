package io.holdfast.lab.drill.prepare;

import io.holdfast.host.Progress;
import io.holdfast.image.disk.DiskRefusedException;
import io.holdfast.image.disk.InstallRequest;
import io.holdfast.image.disk.Installer;
import io.holdfast.lab.drill.act.July2024;
import io.holdfast.release.manifest.ManifestException;
import io.holdfast.release.manifest.ReleaseName;
import io.holdfast.release.repository.Repository;
import io.holdfast.release.trust.ReleaseKey;
import io.holdfast.release.trust.TrustedKeys;
import io.holdfast.release.trust.UntrustedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Installs the drill's first release on an empty disk. Stateless. */
final class FirstInstall {
  private FirstInstall() {}

  static void into(Path disk, long bytes, Path repository, Workshop workshop, Progress progress)
      throws IOException, InterruptedException {
    ReleaseKey key = ReleaseKey.read(DrillKeys.prepare(workshop.cache()).releasePublicFile());
    InstallRequest request =
        new InstallRequest(
            disk,
            bytes,
            false,
            Repository.at(repository.toString()),
            new ReleaseName(July2024.RELEASE),
            July2024.INSTALLED,
            new TrustedKeys(List.of(key)),
            DrillResource.text("node.yaml").getBytes(java.nio.charset.StandardCharsets.UTF_8));
    try {
      new Installer(workshop.tools(), workshop.cache().folder(), progress).install(request);
    } catch (DiskRefusedException | UntrustedException | ManifestException e) {
      throw new IOException("The drill's node cannot be installed: " + e.getMessage(), e);
    }
  }
}
