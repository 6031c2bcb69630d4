package io.holdfast.lab.drill.prepare;

import io.holdfast.host.Progress;
import io.holdfast.image.build.ReleaseBuilder;
import io.holdfast.image.build.ReleaseInputs;
import io.holdfast.image.build.SecureBootSigner;
import io.holdfast.image.cache.Fingerprint;
import io.holdfast.image.keys.KeyFolder;
import io.holdfast.lab.drill.act.July2024;
import io.holdfast.release.Digest;
import io.holdfast.release.Version;
import io.holdfast.release.repository.RepositoryException;
import io.holdfast.release.repository.RepositoryWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The drill's releases, in one repository.
 *
 * @param folder of the cache
 * @param key what it was made from
 */
record DrillReleases(Path folder, Digest key) {
  private static final int VERSION = 1;

  /** Some gigabytes are copied. */
  private static final Duration COPYING = Duration.ofMinutes(10);

  static DrillReleases prepare(Workshop workshop, KeyFolder keys, Progress progress)
      throws IOException, InterruptedException {
    Digest key = key(workshop, keys);
    Path folder =
        workshop
            .cache()
            .step("drill-releases", key, result -> make(workshop, keys, progress, result));
    return new DrillReleases(folder, key);
  }

  /** The repository. */
  Path repository() {
    return folder.resolve("repository");
  }

  /** The same as the image of a disk, read-only (EROFS). */
  Path disk() {
    return folder.resolve("repository.erofs");
  }

  private static Digest key(Workshop workshop, KeyFolder keys) throws IOException {
    Fingerprint print =
        new Fingerprint("drill-releases", VERSION)
            .add("tools", workshop.tools().folder().toString())
            .add("builder", CodeFingerprint.ofRoom(ReleaseBuilder.class))
            .addFile("trust", keys.releasePublicFile());
    for (Path jar : workshop.agentJars()) {
      print.add("jar", jar.getFileName().toString()).addFile("bytes", jar);
    }
    for (Version version : July2024.versions()) {
      print.add("recipe", DrillRecipes.texts(version));
    }
    return print.digest();
  }

  private static void make(Workshop workshop, KeyFolder keys, Progress progress, Path result)
      throws IOException, InterruptedException {
    Path work = Files.createDirectory(result.resolve("recipes"));
    Path repository = result.resolve("repository");
    SecureBootSigner signer = SecureBootSigner.of(keys.secureBoot());
    try (RepositoryWriter writer = RepositoryWriter.open(repository)) {
      for (Version version : July2024.versions()) {
        Progress named = step -> progress.step(July2024.RELEASE + " " + version + ": " + step);
        ReleaseInputs inputs =
            new ReleaseInputs(
                DrillRecipes.read(version, work),
                workshop.agentJars(),
                List.of(keys.releasePublicFile()));
        new ReleaseBuilder(workshop.tools(), workshop.cache(), named)
            .build(inputs, keys.releaseKey(), signer, writer);
      }
    } catch (RepositoryException e) {
      throw new IOException("The drill's releases cannot be built: " + e.getMessage(), e);
    }
    progress.step("put the repository on a disk");
    workshop
        .tools()
        .command(
            List.of(repository),
            List.of(result),
            List.of(
                "mkfs.erofs",
                "--quiet",
                "--all-root",
                "-T0",
                result.resolve("repository.erofs").toString(),
                repository.toString()))
        .within(COPYING)
        .check();
  }
}
