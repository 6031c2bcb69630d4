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

  private static final Duration UNPACKING = Duration.ofMinutes(5);

  private ToolsTreeMaker() {}

  /**
   * The tools tree from the cache, or made now, which takes about a minute.
   *
   * @throws IOException if the machine's package sources cannot be used, or mmdebstrap fails
   */
  public static ToolsTree prepare(BuildCache cache, Progress progress)
      throws IOException, InterruptedException {
    // Where the packages come from is no part of the key: the same suite is the same tools.
    Fingerprint key =
        new Fingerprint("tools", VERSION).add("suite", SUITE).add("packages", PACKAGES);
    Path folder =
        cache.step(
            "tools",
            key.digest(),
            result -> {
              progress.step("put together the tools tree (Debian " + SUITE + ")");
              Path tar = result.resolve("tools.tar");
              Debootstrap.fromThisMachine(SUITE, PACKAGES).into(tar, result);
              unpack(tar, Files.createDirectory(result.resolve("tree")));
              Files.delete(tar);
            });
    return ToolsTree.open(folder.resolve("tree"));
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
