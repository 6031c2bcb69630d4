package io.holdfast.image.build;

import io.holdfast.config.content.ContentChannels;
import io.holdfast.config.health.HealthChecks;
import io.holdfast.host.FileTree;
import io.holdfast.host.Progress;
import io.holdfast.image.cache.BuildCache;
import io.holdfast.image.cache.Fingerprint;
import io.holdfast.image.recipe.Base;
import io.holdfast.image.recipe.Recipe;
import io.holdfast.image.tools.Debootstrap;
import io.holdfast.image.tools.ToolsTree;
import io.holdfast.inventory.Inventory;
import io.holdfast.release.Digest;
import io.holdfast.release.manifest.Architecture;
import io.holdfast.release.manifest.Manifest;
import io.holdfast.release.manifest.ManifestException;
import io.holdfast.release.manifest.Part;
import io.holdfast.release.manifest.ReleaseRef;
import io.holdfast.release.repository.RepositoryException;
import io.holdfast.release.repository.RepositoryWriter;
import io.holdfast.release.trust.SigningKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Builds a release and publishes it. The same inputs give the same bytes on any machine, as long as
 * the base's packages are the same. Safe for several threads.
 *
 * @param tools the tools tree
 * @param cache of finished steps
 * @param progress hears of each step that is not in the cache
 */
public record ReleaseBuilder(ToolsTree tools, BuildCache cache, Progress progress) {
  /** One more whenever the same inputs shall give another image or another inventory of it. */
  private static final int VERSION = 2;

  /** The loader that every release carries, so that an installer needs nothing else. */
  private static final String LOADER = "usr/lib/systemd/boot/efi/systemd-bootx64.efi";

  /** A release before it is signed: files of the parts, in a folder of the cache. */
  private record Unsigned(Path folder, String rootHash, Digest seed, Digest base) {}

  /**
   * Builds and publishes.
   *
   * @param key signs the manifest
   * @param secureBoot signs what the firmware starts
   * @throws UnfitBaseException if the base lacks what a node needs
   * @throws RepositoryException if the repository cannot be written, or holds this name and version
   *     with other bytes
   */
  public ReleaseRef build(
      ReleaseInputs inputs,
      SigningKey key,
      SecureBootSigner secureBoot,
      RepositoryWriter repository)
      throws IOException, InterruptedException, RepositoryException {
    BaseTree base = BaseStep.prepare(inputs.recipe(), cache, progress);
    Path agent = AgentRuntime.prepare(base, inputs.agentJars(), tools, cache, progress);
    Path initrd = Initrd.prepare(base, tools, cache, progress);
    Unsigned unsigned = compose(inputs, secureBoot.certificatePem(), base, agent, initrd);
    return publish(inputs, unsigned, key, secureBoot, repository);
  }

  private Unsigned compose(
      ReleaseInputs inputs, String certificate, BaseTree base, Path agent, Path initrd)
      throws IOException, InterruptedException {
    Recipe recipe = inputs.recipe();
    Digest seed = seed(inputs, certificate, base, agent, initrd);
    BaseFiles files = BaseFiles.prepare(base, cache, progress);
    Path folder =
        cache.step(
            "release",
            seed,
            result -> {
              List<Path> packages =
                  PackageFiles.unpack(recipe.packageFiles(), tools, cache, progress);
              progress.step("lay the image's files over the base and take its inventory");
              Path tar = result.resolve("root.tar");
              ImageTar.compose(
                  base.tar(),
                  NodeFiles.gather(base, inputs, certificate, agent, packages),
                  new ReleaseInventory(subject(recipe), files, result),
                  tar);
              progress.step("make the root image and its hash tree");
              RootImage image = RootImage.make(tar, seed, tools, result);
              Files.delete(tar);
              progress.step("make the unified kernel images");
              for (String slot : List.of("", "recovery")) {
                new UnifiedKernelImage(
                        base.kernel(),
                        base.kernelVersion(),
                        List.of(initrd),
                        KernelArguments.of(image.rootHash(), slot, recipe.kernelArguments()),
                        osRelease(recipe))
                    .make(slot.isEmpty() ? "release" : slot, tools, result);
              }
            });
    return new Unsigned(
        folder,
        Files.readString(folder.resolve("root.hash")).strip(),
        seed,
        BaseDigest.read(base.tar()));
  }

  private ReleaseRef publish(
      ReleaseInputs inputs,
      Unsigned unsigned,
      SigningKey key,
      SecureBootSigner secureBoot,
      RepositoryWriter repository)
      throws IOException, RepositoryException {
    Recipe recipe = inputs.recipe();
    progress.step("sign and publish " + recipe.name() + " " + recipe.version());
    List<Part> parts = new ArrayList<>();
    parts.add(add(repository, Part.Kind.ROOT, unsigned.folder().resolve("root.erofs")));
    parts.add(add(repository, Part.Kind.VERITY, unsigned.folder().resolve("root.verity")));
    Path work = Files.createTempDirectory(cache.folder(), ".signing-");
    try {
      parts.add(
          addSigned(
              repository,
              Part.Kind.UKI,
              unsigned.folder().resolve("release.efi"),
              secureBoot,
              work));
      parts.add(
          addSigned(
              repository,
              Part.Kind.RECOVERY_UKI,
              unsigned.folder().resolve("recovery.efi"),
              secureBoot,
              work));
      parts.add(
          addSigned(
              repository, Part.Kind.LOADER, tools.folder().resolve(LOADER), secureBoot, work));
    } finally {
      FileTree.delete(work);
    }
    Path folder = unsigned.folder();
    parts.add(add(repository, Part.Kind.PACKAGES, ReleaseInventory.packages(folder)));
    parts.add(add(repository, Part.Kind.INVENTORY, ReleaseInventory.document(folder)));
    byte[] provenance =
        BuildRecord.of(inputs, parts, unsigned.seed(), unsigned.base(), tools)
            .signed(key)
            .getBytes(StandardCharsets.UTF_8);
    parts.add(repository.add(Part.Kind.PROVENANCE, new ByteArrayInputStream(provenance)));
    Manifest manifest =
        new Manifest(
            recipe.name(),
            recipe.version(),
            Architecture.X86_64,
            describe(recipe.base()),
            new Digest(unsigned.rootHash()),
            parts);
    try {
      return repository.publish(key.sign(manifest));
    } catch (ManifestException e) {
      throw new IllegalStateException("A manifest that was just written cannot be read", e);
    }
  }

  private static Inventory.Subject subject(Recipe recipe) {
    return new Inventory.Subject(
        Inventory.Subject.Kind.RELEASE,
        recipe.name().text(),
        recipe.version().text(),
        Debootstrap.SOURCE_DATE_EPOCH);
  }

  private static Part add(RepositoryWriter repository, Part.Kind kind, Path file)
      throws IOException, RepositoryException {
    try (InputStream stream = Files.newInputStream(file)) {
      return repository.add(kind, stream);
    }
  }

  private static Part addSigned(
      RepositoryWriter repository,
      Part.Kind kind,
      Path unsigned,
      SecureBootSigner secureBoot,
      Path work)
      throws IOException, RepositoryException {
    Path signed = work.resolve(kind.name());
    Files.copy(unsigned, signed);
    secureBoot.sign(signed);
    return add(repository, kind, signed);
  }

  /** The fingerprint of all that decides a release. */
  static Digest seed(
      ReleaseInputs inputs, String certificate, BaseTree base, Path agent, Path initrd)
      throws IOException {
    Recipe recipe = inputs.recipe();
    Fingerprint seed =
        new Fingerprint("release", VERSION)
            .add("base", base.key())
            .add("agent", String.valueOf(agent.getFileName()))
            .add("initrd", Digest.of(Files.readAllBytes(initrd)))
            .add("name", recipe.name().text())
            .add("version", recipe.version().text())
            .add("arguments", recipe.kernelArguments())
            .add("enable", recipe.enable())
            .add("mask", recipe.mask())
            .add("health", HealthChecks.toYaml(recipe.health()))
            .add("content", ContentChannels.toYaml(recipe.content()))
            .add("bake", recipe.trial().bake().toString())
            .add("tries", Integer.toString(recipe.trial().tries()))
            .add("persistent", recipe.persistent())
            .add("certificate", certificate)
            .add("node files", NodeFiles.resources());
    for (Path file : recipe.packageFiles()) {
      seed.addFile("package", file);
    }
    for (Recipe.ImageFile file : recipe.files()) {
      seed.add("file", file.path())
          .add("mode", Integer.toString(file.mode()))
          .add("content", Digest.of(file.content()));
    }
    for (Recipe.Unit unit : recipe.units()) {
      seed.add("unit", unit.name())
          .add("content", unit.content())
          .add("enabled", Boolean.toString(unit.enabled()));
    }
    for (Path key : inputs.trustedKeys()) {
      seed.add("key", String.valueOf(key.getFileName())).addFile("bytes", key);
    }
    Path root = inputs.root();
    if (root != null) {
      seed.addFile("root", root);
    }
    return seed.digest();
  }

  private static String osRelease(Recipe recipe) {
    return """
        ID=holdfast
        NAME=Holdfast
        PRETTY_NAME="%s %s"
        VERSION_ID=%s
        """
        .formatted(recipe.name(), recipe.version(), recipe.version());
  }

  static String describe(Base base) {
    return switch (base) {
      case Base.Debian(String suite) -> "Debian " + suite;
      case Base.Folder folder -> "a folder";
      case Base.Tar tar -> "a tar";
      case Base.OciLayout layout -> "an OCI image";
    };
  }
}
