package io.holdfast.image.build;

import io.holdfast.image.tools.Debootstrap;
import io.holdfast.image.tools.ToolsTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A unified kernel image (UAPI.5): kernel, initrd, command line and name of a release in one EFI
 * program, put together by ukify(1). Stateless.
 */
final class UnifiedKernelImage {
  /**
   * {@code systemd.verity=0} because the initrd has opened the root already; {@code panic=5} leaves
   * a person time to read the screen; both consoles, because a node may have either.
   */
  private static final List<String> ARGUMENTS =
      List.of(
          "systemd.verity=0",
          // Or a mount of the loader's partition appears that nobody asked for.
          "systemd.gpt_auto=no",
          // A partition table torn by a loss of power is read from its copy only with this word.
          "gpt",
          "ro",
          "panic=5",
          "systemd.crash_reboot=yes",
          "loglevel=6",
          "console=tty0",
          "console=ttyS0");

  private static final Duration LIMIT = Duration.ofMinutes(2);

  private UnifiedKernelImage() {}

  /**
   * Makes an image, unsigned.
   *
   * @param slot {@code recovery} for one that finds its root by the slot's label; empty for one
   *     that finds it by its root hash
   */
  static Path make(
      BaseTree base,
      Path initrd,
      String rootHash,
      List<String> moreArguments,
      String slot,
      String osRelease,
      ToolsTree tools,
      Path folder)
      throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>();
    arguments.add("roothash=" + rootHash);
    if (!slot.isEmpty()) {
      arguments.add("holdfast.slot=" + slot);
    }
    arguments.addAll(ARGUMENTS);
    arguments.addAll(moreArguments);
    String name = slot.isEmpty() ? "release" : slot;
    Path image = folder.resolve(name + ".efi");
    Path os = Files.writeString(folder.resolve(name + ".osrel"), osRelease);
    Path line = Files.writeString(folder.resolve(name + ".cmdline"), String.join(" ", arguments));
    tools
        .command(
            List.of(base.kernel(), initrd),
            List.of(folder),
            List.of(
                "env",
                "SOURCE_DATE_EPOCH=" + Debootstrap.SOURCE_DATE_EPOCH,
                "ukify",
                "build",
                "--linux=" + base.kernel(),
                "--initrd=" + initrd,
                "--uname=" + base.kernelVersion(),
                "--os-release=@" + os,
                "--cmdline=@" + line,
                "--stub=/usr/lib/systemd/boot/efi/linuxx64.efi.stub",
                "--output=" + image))
        .within(LIMIT)
        .check();
    return image;
  }
}
