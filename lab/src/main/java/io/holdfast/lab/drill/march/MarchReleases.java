package io.holdfast.lab.drill.march;

import io.holdfast.config.yaml.ConfigException;
import io.holdfast.host.Progress;
import io.holdfast.image.build.ReleaseBuilder;
import io.holdfast.image.build.ReleaseInputs;
import io.holdfast.image.build.SecureBootSigner;
import io.holdfast.image.cache.Fingerprint;
import io.holdfast.image.keys.KeyFolder;
import io.holdfast.image.recipe.RecipeReader;
import io.holdfast.lab.drill.march.March2024.Built;
import io.holdfast.lab.drill.prepare.CodeFingerprint;
import io.holdfast.lab.drill.prepare.DrillResource;
import io.holdfast.lab.drill.prepare.MediumImage;
import io.holdfast.lab.drill.prepare.Workshop;
import io.holdfast.release.Digest;
import io.holdfast.release.admission.NotAdmittedException;
import io.holdfast.release.repository.RepositoryWriter;
import io.holdfast.release.trust.KeyPlaceException;
import io.holdfast.release.tuf.MetadataRefusedException;
import io.holdfast.release.tuf.signing.RoleKeys;
import io.holdfast.release.tuf.signing.SignedRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/**
 * The drill's releases in a repository with signed metadata, as it was on the day before, and the
 * same on a medium that somebody made then. What replaces the bad ones is built and not vouched
 * for.
 *
 * @param folder of the cache
 * @param key what it was made from
 */
record MarchReleases(Path folder, Digest key) {
  private static final int VERSION = 2;

  static MarchReleases prepare(Workshop workshop, KeyFolder keys, Progress progress)
      throws IOException, InterruptedException {
    Fingerprint print =
        new Fingerprint("march-releases", VERSION)
            .add("tools", workshop.tools().folder().toString())
            .add("builder", CodeFingerprint.ofRoom(ReleaseBuilder.class))
            .add("recipe", DrillResource.text("march/release.yaml"))
            .add("package", HarmlessPackage.texts())
            // Its root of trust is good for more than a year, and made anew every year.
            .add("year", Integer.toString(Instant.now().atZone(ZoneOffset.UTC).getYear()))
            .addFile("trust", keys.releasePublicFile());
    for (Path jar : workshop.agentJars()) {
      print.add("jar", jar.getFileName().toString()).addFile("bytes", jar);
    }
    for (Built release : March2024.published()) {
      print.add("release", release.toString()).add("package", release.xz());
    }
    print.add("clean", March2024.CLEAN_TILL.toString());
    Digest key = print.digest();
    Path folder =
        workshop
            .cache()
            .step("march-releases", key, result -> make(workshop, keys, progress, result));
    return new MarchReleases(folder, key);
  }

  /** With its metadata. */
  Path repository() {
    return repository(folder);
  }

  /** The medium: an image of a disk, read-only (EROFS). */
  Path medium() {
    return medium(folder);
  }

  /** The keys of the repository's roles. */
  RoleKeys roleKeys() {
    return roleKeys(folder);
  }

  private static Path repository(Path folder) {
    return folder.resolve("repository");
  }

  private static Path medium(Path folder) {
    return folder.resolve("medium.erofs");
  }

  private static RoleKeys roleKeys(Path folder) {
    return new RoleKeys(folder.resolve("role-keys"), null);
  }

  private static void make(Workshop workshop, KeyFolder keys, Progress progress, Path result)
      throws IOException, InterruptedException {
    Path work = Files.createDirectory(result.resolve("work"));
    Path repository = Files.createDirectory(repository(result));
    try {
      SignedRepository signed = new SignedRepository(repository, Instant.now());
      Path root = signed.init(roleKeys(result), List.of(), Map.of());
      for (Built release : March2024.published()) {
        build(release, root, workshop, keys, progress, repository, work);
        signed.publish(release.name(), release.version(), false, roleKeys(result));
      }
      progress.step("put the repository on a medium");
      MediumImage.of(repository, medium(result), result, workshop);
      build(March2024.CLEAN_TILL, root, workshop, keys, progress, repository, work);
    } catch (ConfigException
        | KeyPlaceException
        | MetadataRefusedException
        | NotAdmittedException e) {
      throw new IOException("The drill's releases cannot be built: " + e.getMessage(), e);
    }
  }

  private static void build(
      Built release,
      Path root,
      Workshop workshop,
      KeyFolder keys,
      Progress progress,
      Path repository,
      Path work)
      throws IOException, InterruptedException, ConfigException {
    String packages =
        release.isBad()
            ? String.valueOf(
                HarmlessPackage.make(release.xz(), work, workshop.tools()).getFileName())
            : "";
    Path recipe =
        Files.writeString(
            work.resolve(release.name() + "-" + release.version() + ".yaml"),
            DrillResource.text("march/release.yaml")
                .replace("@name@", release.name().text())
                .replace("@version@", release.version().text())
                .replace("@packages@", packages));
    ReleaseInputs inputs =
        new ReleaseInputs(
            RecipeReader.read(recipe),
            workshop.agentJars(),
            List.of(keys.releasePublicFile()),
            root);
    Progress named = step -> progress.step(release + ": " + step);
    try (RepositoryWriter writer = RepositoryWriter.open(repository)) {
      new ReleaseBuilder(workshop.tools(), workshop.cache(), named)
          .build(inputs, keys.releaseKey(), SecureBootSigner.of(keys.secureBoot()), writer);
    }
  }
}
