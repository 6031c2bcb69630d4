package io.holdfast.image.tools;

import io.holdfast.host.Command;
import io.holdfast.host.Progress;
import io.holdfast.image.cache.BuildCache;
import io.holdfast.image.cache.Fingerprint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Makes the tools tree once, from Debian 13, and keeps it in the cache. Stateless. */
public final class ToolsTreeMaker {
  /** The tar of a tree. */
  public static final String TAR = "tools.tar";

  /** The tree itself. */
  public static final String TREE = "tree";

  private static final String SUITE = "trixie";

  /** Raised when the list below, or how the tree is laid out, changes what tools do. */
  private static final int VERSION = 1;

  private static final List<String> PACKAGES =
      List.of(
          "bubblewrap",
          "cpio",
          "cryptsetup-bin",
          "dosfstools",
          "e2fsprogs",
          "erofs-utils",
          "fdisk",
          "mtools",
          "openjdk-25-jdk-headless",
          "ovmf",
          "qemu-system-x86",
          "qemu-utils",
          "sbsigntool",
          "swtpm",
          "swtpm-tools",
          "systemd-boot-efi",
          "systemd-boot-tools",
          "systemd-repart",
          "systemd-ukify",
          "tar",
          "xorriso",
          "zstd");

  /** Those of them that the installer calls. */
  private static final List<String> INSTALLER_PACKAGES =
      List.of(
          "bubblewrap",
          "dosfstools",
          "e2fsprogs",
          "fdisk",
          "mtools",
          "systemd-repart",
          "util-linux");

  /** What tests of the index start; no command of Holdfast needs it. */
  private static final List<String> POSTGRESQL_PACKAGES = List.of("postgresql");

  private static final Duration UNPACKING = Duration.ofMinutes(5);

  private ToolsTreeMaker() {}

  /**
   * The tools tree from the cache, or made now, which takes about a minute.
   *
   * @throws IOException if the machine's package sources cannot be used, or mmdebstrap fails
   */
  public static ToolsTree prepare(BuildCache cache, Progress progress)
      throws IOException, InterruptedException {
    return ToolsTree.open(tree("tools", PACKAGES, "the tools tree", cache, progress));
  }

  /**
   * A smaller tree, for a medium that installs: a folder of the cache with {@link #TAR}, in which
   * its files have their owners, and the same unpacked, {@link #TREE}.
   *
   * @throws IOException if the machine's package sources cannot be used, or mmdebstrap fails
   */
  public static Path prepareForInstaller(BuildCache cache, Progress progress)
      throws IOException, InterruptedException {
    return prepare(
        "installer-tools",
        INSTALLER_PACKAGES,
        cache,
        result -> {
          progress.step("put together the medium's tools (Debian " + SUITE + ")");
          debootstrap(INSTALLER_PACKAGES, result);
        });
  }

  /**
   * A tree with the suite's own PostgreSQL, for tests.
   *
   * @return absolute
   * @throws IOException if the machine's package sources cannot be used, or mmdebstrap fails
   */
  public static Path preparePostgresql(BuildCache cache, Progress progress)
      throws IOException, InterruptedException {
    return tree("postgresql", POSTGRESQL_PACKAGES, "PostgreSQL's tree", cache, progress)
        .toAbsolutePath();
  }

  /** Unpacked alone: who uses it needs no owners of files. */
  private static Path tree(
      String name, List<String> packages, String what, BuildCache cache, Progress progress)
      throws IOException, InterruptedException {
    return prepare(
            name,
            packages,
            cache,
            result -> {
              progress.step("put together " + what + " (Debian " + SUITE + ")");
              debootstrap(packages, result);
              Files.delete(result.resolve(TAR));
            })
        .resolve(TREE);
  }

  private static Path prepare(
      String name, List<String> packages, BuildCache cache, BuildCache.Maker maker)
      throws IOException, InterruptedException {
    // Where the packages come from is no part of the key: the same suite is the same tools.
    Fingerprint key = new Fingerprint(name, VERSION).add("suite", SUITE).add("packages", packages);
    return cache.step(name, key.digest(), maker);
  }

  private static void debootstrap(List<String> packages, Path result)
      throws IOException, InterruptedException {
    Path tar = result.resolve(TAR);
    Debootstrap.fromThisMachine(SUITE, packages).into(tar, result);
    unpack(tar, Files.createDirectory(result.resolve(TREE)));
  }

  /**
   * Unpacks a distribution's tar with the host's tar(1), without its device files, everything
   * belonging to the caller.
   */
  public static void unpack(Path tar, Path folder) throws IOException, InterruptedException {
    Command.of(
            "tar",
            "--extract",
            "--file=" + tar,
            "--directory=" + folder,
            "--no-same-owner",
            "--exclude=./dev/*",
            "--delay-directory-restore")
        .within(UNPACKING)
        .check();
  }
}
