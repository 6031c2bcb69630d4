package io.holdfast.image.build;

import io.holdfast.host.FileTree;
import io.holdfast.host.Progress;
import io.holdfast.image.cache.BuildCache;
import io.holdfast.image.cache.Fingerprint;
import io.holdfast.image.tools.Debootstrap;
import io.holdfast.image.tools.ToolsTree;
import io.holdfast.release.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The initrd: collected by the base's own dracut(8), with Holdfast's module alone, and compressed
 * by the tools tree, because a base may lack zstd. Stateless.
 */
final class Initrd {
  private static final int VERSION = 1;
  private static final Duration LIMIT = Duration.ofMinutes(10);

  /** Where dracut looks for modules. */
  static final String MODULE_PLACE = "usr/lib/dracut/modules.d/99holdfast";

  private Initrd() {}

  /** Its files by their names. */
  private static Map<String, byte[]> module() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("module-setup.sh", NodeResource.bytes("dracut/module-setup.sh"));
    files.put("init.sh", InitScript.of("dracut/init.sh"));
    return files;
  }

  static Path prepare(BaseTree base, ToolsTree tools, BuildCache cache, Progress progress)
      throws IOException, InterruptedException {
    Fingerprint key = new Fingerprint("initrd", VERSION).add("base", base.key());
    module().forEach((name, bytes) -> key.add(name, Digest.of(bytes)));
    Path folder =
        cache.step(
            "initrd",
            key.digest(),
            result -> {
              progress.step("collect the initrd");
              collect(base, tools, result);
            });
    return folder.resolve("initrd.zst");
  }

  private static void collect(BaseTree base, ToolsTree tools, Path result)
      throws IOException, InterruptedException {
    Path module = Files.createDirectory(result.resolve("module"));
    for (Map.Entry<String, byte[]> file : module().entrySet()) {
      Path script = Files.write(module.resolve(file.getKey()), file.getValue());
      Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    Path cpio = result.resolve("initrd.cpio");
    tools
        .commandAt(
            base.tree(),
            module,
            Path.of("/" + MODULE_PLACE),
            List.of(result),
            List.of(
                "env",
                "SOURCE_DATE_EPOCH=" + Debootstrap.SOURCE_DATE_EPOCH,
                "dracut",
                "--force",
                "--quiet",
                "--no-hostonly",
                "--no-hostonly-cmdline",
                "--no-early-microcode",
                "--reproducible",
                "--no-compress",
                "--kver",
                base.kernelVersion(),
                "--modules",
                "holdfast",
                cpio.toString()))
        .within(LIMIT)
        .check();
    tools
        .command(
            List.of(),
            List.of(result),
            List.of(
                "zstd",
                "-q",
                "-15",
                "--rm",
                "-o",
                result.resolve("initrd.zst").toString(),
                cpio.toString()))
        .within(LIMIT)
        .check();
    FileTree.delete(module);
  }
}
