package io.holdfast.lab.drill.prepare;

import io.holdfast.host.Progress;
import io.holdfast.image.build.ReleaseBuilder;
import io.holdfast.image.build.ReleaseInputs;
import io.holdfast.image.build.SecureBootSigner;
import io.holdfast.image.cache.Fingerprint;
import io.holdfast.image.extension.ExtensionRefusedException;
import io.holdfast.image.keys.KeyFolder;
import io.holdfast.image.keys.KeyFolderRefusedException;
import io.holdfast.lab.drill.act.July2024;
import io.holdfast.release.Digest;
import io.holdfast.release.Version;
import io.holdfast.release.content.ChannelName;
import io.holdfast.release.content.ContentFolder;
import io.holdfast.release.content.ContentRefusedException;
import io.holdfast.release.manifest.Manifest;
import io.holdfast.release.manifest.ManifestException;
import io.holdfast.release.manifest.Part;
import io.holdfast.release.manifest.ReleaseName;
import io.holdfast.release.repository.ContentPublication;
import io.holdfast.release.repository.Repository;
import io.holdfast.release.repository.RepositoryException;
import io.holdfast.release.repository.RepositoryWriter;
import io.holdfast.release.trust.SigningKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The drill's releases, in one repository.
 *
 * @param folder of the cache
 * @param key what it was made from
 */
record DrillReleases(Path folder, Digest key) {
  private static final int VERSION = 5;

  /** What a node is installed with. */
  private static final String NODE = "node.yaml";

  private static final String CONFIGURATION = "configuration/95_till.yaml";

  static DrillReleases prepare(Workshop workshop, KeyFolder keys, Progress progress)
      throws IOException, InterruptedException {
    SigningKey contentKey = DrillKeys.content(workshop.cache());
    Digest key = key(workshop, keys, contentKey);
    Path folder =
        workshop
            .cache()
            .step(
                "drill-releases",
                key,
                result -> make(workshop, keys, contentKey, progress, result));
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

  private static Digest key(Workshop workshop, KeyFolder keys, SigningKey contentKey)
      throws IOException {
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
    print.add("refused", July2024.refusedContents());
    print.add("extension", DrillExtensions.texts());
    print.add("configuration", DrillResource.text(NODE) + DrillResource.text(CONFIGURATION));
    print.add("content key", contentKey.publicKey().toPem());
    for (Version version : July2024.contents()) {
      print.add("content", DrillResource.text(rules(version)));
    }
    return print.digest();
  }

  private static void make(
      Workshop workshop, KeyFolder keys, SigningKey contentKey, Progress progress, Path result)
      throws IOException, InterruptedException {
    Path work = Files.createDirectory(result.resolve("recipes"));
    Path repository = result.resolve("repository");
    SecureBootSigner signer = SecureBootSigner.of(keys.secureBoot());
    try (RepositoryWriter writer = RepositoryWriter.open(repository)) {
      for (Version version : July2024.versions()) {
        Progress named = step -> progress.step(July2024.RELEASE + " " + version + ": " + step);
        ReleaseInputs inputs =
            new ReleaseInputs(
                DrillRecipes.read(version, contentKey.publicKey(), work),
                workshop.agentJars(),
                List.of(keys.releasePublicFile()));
        new ReleaseBuilder(workshop.tools(), workshop.cache(), named)
            .build(inputs, keys.releaseKey(), signer, writer);
      }
      for (Version version : July2024.contents()) {
        progress.step(July2024.CHANNEL + " " + version + ": sign and publish");
        publishRules(version, contentKey, work.resolve(July2024.CHANNEL + "-" + version), writer);
      }
      progress.step(July2024.EXTENSION + ": make, sign and publish its versions");
      new DrillExtensions(workshop, keys).publish(work, writer);
      publishConfiguration(keys, work.resolve("configuration"), writer);
      new RefusedContents(contentKey, work).make(repository.resolve(July2024.REFUSED));
      signAsOthersWould(repository, work);
    } catch (RepositoryException
        | ContentRefusedException
        | ExtensionRefusedException
        | KeyFolderRefusedException
        | ManifestException e) {
      throw new IOException("The drill's releases cannot be built: " + e.getMessage(), e);
    }
    progress.step("put the repository on a disk");
    MediumImage.of(repository, result.resolve("repository.erofs"), result, workshop);
  }

  private static void publishRules(
      Version version, SigningKey key, Path folder, RepositoryWriter writer)
      throws IOException, ContentRefusedException, ManifestException {
    Files.createDirectory(folder);
    Files.writeString(folder.resolve("rules.txt"), DrillResource.text(rules(version)));
    // A second file: what is read must be of one version.
    Files.writeString(folder.resolve("till.txt"), "till " + version + "\n");
    new ContentPublication(new ChannelName(July2024.CHANNEL), version, key)
        .publish(ContentFolder.read(folder, List.of()), writer);
  }

  /** The good release's kernel image, whole, and signed with a key that no node knows. */
  private static void signAsOthersWould(Path repository, Path work)
      throws IOException, ManifestException, KeyFolderRefusedException {
    Repository from = Repository.at(repository.toString());
    Manifest manifest =
        Manifest.parse(from.manifest(new ReleaseName(July2024.RELEASE), July2024.GOOD).manifest());
    Path uki = repository.resolve(July2024.FOREIGN_UKI);
    try (InputStream bytes = from.open(manifest.part(Part.Kind.UKI), 0)) {
      Files.copy(bytes, uki);
    }
    KeyFolder others = KeyFolder.create(work.resolve("others"), null);
    SecureBootSigner.of(others.secureBoot()).sign(uki);
  }

  private static void publishConfiguration(KeyFolder keys, Path folder, RepositoryWriter writer)
      throws IOException, ContentRefusedException {
    Files.createDirectory(folder);
    for (String text : List.of(NODE, CONFIGURATION)) {
      Files.writeString(
          folder.resolve(String.valueOf(Path.of(text).getFileName())), DrillResource.text(text));
    }
    new ContentPublication(
            ChannelName.ofConfiguration(July2024.RELEASE),
            July2024.CONFIGURATION,
            keys.releaseKey())
        .publish(ContentFolder.read(folder, List.of()), writer);
  }

  private static String rules(Version version) {
    return "content/" + version + "/rules.txt";
  }
}
