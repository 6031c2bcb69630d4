package io.holdfast.image.build;

import io.holdfast.release.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A base that was put together: its tar, from which the image is made, and the same unpacked, in
 * which its programs can run.
 *
 * @param tar with the right owners
 * @param tree unpacked, all belonging to the caller
 * @param kernelVersion the one folder below /usr/lib/modules
 * @param kernel the kernel's file
 * @param key fingerprint of what it was made from
 */
record BaseTree(Path tar, Path tree, String kernelVersion, Path kernel, Digest key) {
  private static final List<String> NEEDED_PROGRAMS =
      List.of(
          "systemctl",
          "journalctl",
          "dracut",
          "veritysetup",
          "mount",
          "blkid",
          "switch_root",
          "modprobe",
          "sfdisk",
          "taskset",
          "useradd");

  /**
   * Looks at an unpacked base.
   *
   * @throws UnfitBaseException if it lacks what every node needs
   */
  static BaseTree inspect(Path tar, Path tree, Digest key) throws IOException {
    List<String> missing = new ArrayList<>();
    if (!Files.exists(tree.resolve("usr/lib/systemd/systemd"))) {
      missing.add("systemd (/usr/lib/systemd/systemd)");
    }
    for (String program : NEEDED_PROGRAMS) {
      if (!hasProgram(tree, program)) {
        missing.add(program);
      }
    }
    List<String> kernels = kernels(tree);
    if (kernels.isEmpty()) {
      missing.add("a kernel (a folder below /usr/lib/modules)");
    }
    if (!missing.isEmpty()) {
      throw new UnfitBaseException(
          "The base cannot become a release: it lacks "
              + String.join(", ", missing)
              + ". Add the packages that hold them.");
    }
    if (kernels.size() > 1) {
      throw new UnfitBaseException(
          "The base has "
              + kernels.size()
              + " kernels ("
              + String.join(", ", kernels)
              + "); a release has one. Remove the others.");
    }
    String version = kernels.getFirst();
    return new BaseTree(tar, tree, version, kernelFile(tree, version), key);
  }

  /** True if a file is there, links inside the tree being followed inside the tree. */
  boolean has(String path) {
    return Files.exists(tree.resolve(path), LinkOption.NOFOLLOW_LINKS);
  }

  private static boolean hasProgram(Path tree, String program) {
    for (String folder : List.of("usr/bin", "usr/sbin")) {
      if (Files.exists(tree.resolve(folder).resolve(program), LinkOption.NOFOLLOW_LINKS)) {
        return true;
      }
    }
    return false;
  }

  private static List<String> kernels(Path tree) throws IOException {
    Path modules = tree.resolve("usr/lib/modules");
    if (!Files.isDirectory(modules)) {
      return List.of();
    }
    try (Stream<Path> list = Files.list(modules)) {
      return list.filter(folder -> Files.isDirectory(folder.resolve("kernel")))
          .map(folder -> folder.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  private static Path kernelFile(Path tree, String version) throws UnfitBaseException {
    for (Path file :
        List.of(
            tree.resolve("usr/lib/modules/" + version + "/vmlinuz"),
            tree.resolve("boot/vmlinuz-" + version))) {
      if (Files.isRegularFile(file)) {
        return file;
      }
    }
    throw new UnfitBaseException(
        "The base has modules for kernel "
            + version
            + ", but neither /usr/lib/modules/"
            + version
            + "/vmlinuz nor /boot/vmlinuz-"
            + version
            + ". Install the kernel itself.");
  }
}
