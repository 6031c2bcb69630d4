package io.holdfast.image.medium;

import io.holdfast.image.tools.ToolsTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The kernel and the initrd of a release, taken out of its kernel image: what the installed node
 * boots with is what the medium boots with, so that it finds the very disks which the node will.
 *
 * @param kernel its file
 * @param version as uname(1) says it
 * @param initrd its file
 */
record ReleaseKernel(Path kernel, String version, Path initrd) {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  /**
   * Takes them out.
   *
   * @param image the release's kernel image
   * @param folder for the files
   */
  static ReleaseKernel of(Path image, ToolsTree tools, Path folder)
      throws IOException, InterruptedException {
    Path kernel = folder.resolve("linux");
    Path initrd = folder.resolve("initrd");
    Path version = folder.resolve("uname");
    tools
        .command(
            List.of(image),
            List.of(folder),
            List.of(
                "ukify",
                "inspect",
                image.toString(),
                "--section=.linux:binary@" + kernel,
                "--section=.initrd:binary@" + initrd,
                "--section=.uname:text@" + version))
        .within(LIMIT)
        .check();
    return new ReleaseKernel(kernel, Files.readString(version).strip(), initrd);
  }

  /** What its initrd can drive. */
  MediumDrivers drivers(ToolsTree tools, Path folder) throws IOException, InterruptedException {
    Path archive = folder.resolve("initrd.cpio");
    List<String> unpack = List.of("zstd", "-q", "-d", "-o", archive.toString(), initrd.toString());
    tools.command(List.of(), List.of(folder), unpack).within(LIMIT).check();
    String names =
        tools
            .command(
                List.of(archive),
                List.of(),
                List.of("cpio", "--list", "--quiet", "--file=" + archive))
            .within(LIMIT)
            .check();
    String builtIn =
        tools
            .command(
                List.of(archive),
                List.of(),
                List.of(
                    "cpio",
                    "--extract",
                    "--to-stdout",
                    "--quiet",
                    "--file=" + archive,
                    "*/modules.builtin"))
            .within(LIMIT)
            .check();
    Files.delete(archive);
    return MediumDrivers.in(names + "\n" + builtIn);
  }
}
