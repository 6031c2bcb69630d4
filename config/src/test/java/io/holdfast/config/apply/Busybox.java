package io.holdfast.config.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.host.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A root that is enough for a shell: busybox and links to it. bin/setup demands that it is here.
 */
final class Busybox {
  private static final List<Path> PLACES =
      List.of(Path.of("/bin/busybox"), Path.of("/usr/bin/busybox"), Path.of("/usr/sbin/busybox"));

  private static final List<String> PROGRAMS =
      List.of(
          "sh",
          "cat",
          "echo",
          "test",
          "[",
          "touch",
          "mkdir",
          "grep",
          "sleep",
          "id",
          "ls",
          "cp",
          "chmod",
          "rm",
          "true",
          "false",
          "hostname",
          "printf",
          "env",
          "sed",
          "head",
          "tail");

  private Busybox() {}

  /** Makes such a root in a folder, which is made where it is missing. */
  static Path makeRoot(Path root) throws IOException {
    Path bin = Files.createDirectories(root.resolve("bin"));
    Path program =
        PLACES.stream()
            .filter(Files::isExecutable)
            .findFirst()
            .orElseThrow(
                () -> new IOException("busybox is missing: install busybox-static (bin/setup)"));
    Files.copy(program, bin.resolve("busybox"));
    for (String name : PROGRAMS) {
      Files.createSymbolicLink(bin.resolve(name), Path.of("busybox"));
    }
    for (String folder : List.of("etc", "root", "home", "tmp", "run", "var", "usr/bin", "dev")) {
      Files.createDirectories(root.resolve(folder));
    }
    // A shell sends what it does not want to see there.
    Files.createFile(root.resolve("dev/null"));
    return root;
  }

  /** True if this user may change the root of a process. */
  static boolean mayRunIn(Path root) throws IOException, InterruptedException {
    return Command.of("chroot", root.toString(), "/bin/true").run().succeeded();
  }

  static void demandRuns(Path root) throws IOException, InterruptedException {
    assertThat(mayRunIn(root)).as("chroot into a root of busybox").isTrue();
  }
}
