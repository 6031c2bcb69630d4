package io.holdfast.image.medium;

import io.holdfast.host.FileTree;
import io.holdfast.host.Progress;
import io.holdfast.image.build.RootImage;
import io.holdfast.image.build.UnifiedKernelImage;
import io.holdfast.image.cache.BuildCache;
import io.holdfast.image.cache.Fingerprint;
import io.holdfast.image.disk.ChosenRelease;
import io.holdfast.image.disk.DiskRefusedException;
import io.holdfast.image.tools.ToolsTree;
import io.holdfast.release.Digest;
import io.holdfast.release.manifest.ManifestException;
import io.holdfast.release.manifest.Part;
import io.holdfast.release.manifest.ReleaseRef;
import io.holdfast.release.repository.Repository;
import io.holdfast.release.repository.RepositoryException;
import io.holdfast.release.repository.RepositoryWriter;
import io.holdfast.release.trust.UntrustedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Makes a medium. Its kernel and initrd are those of the release; over them lies a script that
 * opens the medium's own root and runs the installer in it. The kernel image holds that root's
 * hash, the configuration and the keys to be trusted, so that one signature covers them all; the
 * release's parts, which have their own signature, lie beside as a repository. A medium without a
 * configuration asks for one. Safe for several threads.
 *
 * @param tools the tools tree
 * @param cache of finished steps, and a place for work
 * @param progress hears each step
 */
public record MediumBuilder(ToolsTree tools, BuildCache cache, Progress progress) {
  private static final int VERSION = 1;

  private static final String TREE = "tree";

  /** In the image; the initrd looks there. */
  private static final String REPOSITORY = "repository";

  private static final String ROOT_FOLDER = "holdfast";

  /** Letters and digits of a label after its first word. */
  private static final int LABEL_DIGITS = 16;

  /**
   * Makes it.
   *
   * @return the release on it
   * @throws MediumRefusedException if a file would be lost, or the release boots from no medium
   * @throws DiskRefusedException if the release is for another kind of machine
   * @throws UntrustedException if the release is not signed by a trusted key
   * @throws ManifestException if this Holdfast cannot use its manifest
   * @throws RepositoryException if the repository cannot be read, or a part is damaged
   * @throws IllegalArgumentException if the configuration names a disk as a medium cannot know it
   */
  public ReleaseRef build(MediumRequest request)
      throws MediumRefusedException,
          DiskRefusedException,
          UntrustedException,
          ManifestException,
          IOException,
          InterruptedException {
    InstallOrder order = InstallOrder.of(request.setup(), request.trusted());
    if (order.node() == null) {
      progress.step("there is no configuration: this medium will ask at the machine");
    }
    Path place = MediumFile.demandFree(request.target(), request.mayReplace());
    progress.step("verify the release");
    ChosenRelease release =
        ChosenRelease.of(
            request.repository(), request.name(), request.version(), request.trusted());
    RootImage root = MediumRoot.prepare(request.commandJars(), tools, cache, progress);
    Path work = Files.createTempDirectory(cache.folder().toRealPath(), ".medium-");
    try {
      Path tree = Files.createDirectory(work.resolve(TREE));
      progress.step("fetch and verify the release's parts");
      copy(request.repository(), release, tree.resolve(REPOSITORY));
      layRoot(root, tree);
      String label = label(root, release, order);
      progress.step("make the medium's kernel image");
      Path program = program(release, root, order, label, work);
      if (request.signer() != null) {
        request.signer().sign(program);
      }
      progress.step("write " + request.target());
      IsoImage image = new IsoImage(label, tree, program);
      try (MediumFile file = MediumFile.begin(place, image.leastSize())) {
        image.write(file.unfinished(), tools, work);
        file.finish(request.mayReplace());
      }
    } finally {
      FileTree.delete(work);
    }
    return release.ref();
  }

  private static void copy(Repository from, ChosenRelease release, Path to)
      throws IOException, ManifestException {
    try (RepositoryWriter writer = RepositoryWriter.open(to)) {
      for (Part part : release.manifest().parts()) {
        try (InputStream bytes = from.open(part, 0)) {
          writer.add(part.kind(), bytes);
        }
      }
      writer.publish(release.signed());
    }
  }

  private static void layRoot(RootImage root, Path tree) throws IOException {
    Path folder = Files.createDirectory(tree.resolve(ROOT_FOLDER));
    Files.copy(root.root(), folder.resolve("root.erofs"));
    Files.copy(root.verity(), folder.resolve("root.verity"));
  }

  private Path program(
      ChosenRelease release, RootImage root, InstallOrder order, String label, Path work)
      throws MediumRefusedException, IOException, InterruptedException {
    Path image = work.resolve("release.efi");
    Repository copied = Repository.at(work.resolve(TREE).resolve(REPOSITORY).toString());
    try (InputStream bytes = copied.open(release.manifest().part(Part.Kind.UKI), 0)) {
      Files.copy(bytes, image);
    }
    ReleaseKernel kernel = ReleaseKernel.of(image, tools, work);
    demandDrivers(release.ref(), kernel.drivers(tools, work));
    return new UnifiedKernelImage(
            kernel.kernel(),
            kernel.version(),
            List.of(kernel.initrd(), MediumInitrd.make(order, work)),
            arguments(root, order, label),
            osRelease(release.ref()))
        .make("medium", tools, work);
  }

  private void demandDrivers(ReleaseRef release, MediumDrivers drivers)
      throws MediumRefusedException {
    if (!drivers.readDisc() && !drivers.readStick()) {
      throw new MediumRefusedException(
          "The release "
              + release
              + " cannot start from a medium: its initrd lacks the drivers for one (isofs and loop,"
              + " and sr_mod or usb-storage). Build the release with a kernel that has them.");
    }
    if (!drivers.readStick()) {
      progress.step("the release's kernel has no driver for USB sticks: this will boot as a disc");
    }
  }

  /** No {@code panic=}: what a medium says when it gives up stays on the screen. */
  private static List<String> arguments(RootImage root, InstallOrder order, String label) {
    return List.of(
        "roothash=" + root.rootHash(),
        "holdfast.medium=" + label,
        "holdfast.then=" + order.ending().word(),
        "ro",
        "loglevel=4",
        "console=tty0",
        "console=ttyS0");
  }

  /** So that no two media are taken for each other, whatever else is plugged in. */
  private static String label(RootImage root, ChosenRelease release, InstallOrder order) {
    Fingerprint print =
        new Fingerprint("medium-label", VERSION)
            .add("root", root.rootHash())
            .add("release", release.ref().manifest())
            .add("ending", order.ending().word());
    for (Map.Entry<String, byte[]> file : order.files().entrySet()) {
      print.add("file", file.getKey()).add("bytes", Digest.of(file.getValue()));
    }
    String digits = print.digest().hex().substring(0, LABEL_DIGITS);
    return "HOLDFAST_" + digits.toUpperCase(Locale.ROOT);
  }

  private static String osRelease(ReleaseRef release) {
    return """
        ID=holdfast
        NAME=Holdfast
        PRETTY_NAME="Install %s %s"
        """
        .formatted(release.name(), release.version());
  }
}
