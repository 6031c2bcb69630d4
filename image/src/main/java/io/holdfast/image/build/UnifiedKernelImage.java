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
 * program, put together by ukify(1).
 *
 * @param kernel its file
 * @param kernelVersion as uname(1) will say it
 * @param initrds files; what a later one holds replaces what an earlier one does
 * @param arguments the kernel's command line
 * @param osRelease what it is, as os-release(5) has it
 */
public record UnifiedKernelImage(
    Path kernel,
    String kernelVersion,
    List<Path> initrds,
    List<String> arguments,
    String osRelease) {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  /** Copies its lists. */
  public UnifiedKernelImage {
    initrds = List.copyOf(initrds);
    arguments = List.copyOf(arguments);
  }

  /**
   * Makes it, unsigned.
   *
   * @param name of the file, to which {@code .efi} is added
   */
  public Path make(String name, ToolsTree tools, Path folder)
      throws IOException, InterruptedException {
    Path image = folder.resolve(name + ".efi");
    Path os = Files.writeString(folder.resolve(name + ".osrel"), osRelease);
    Path line = Files.writeString(folder.resolve(name + ".cmdline"), String.join(" ", arguments));
    List<Path> read = new ArrayList<>(initrds);
    read.addFirst(kernel);
    List<String> words = new ArrayList<>();
    words.addAll(List.of("env", "SOURCE_DATE_EPOCH=" + Debootstrap.SOURCE_DATE_EPOCH));
    words.addAll(List.of("ukify", "build", "--linux=" + kernel));
    initrds.forEach(initrd -> words.add("--initrd=" + initrd));
    words.addAll(
        List.of(
            "--uname=" + kernelVersion,
            "--os-release=@" + os,
            "--cmdline=@" + line,
            "--stub=/usr/lib/systemd/boot/efi/linuxx64.efi.stub",
            "--output=" + image));
    tools.command(read, List.of(folder), words).within(LIMIT).check();
    return image;
  }
}
