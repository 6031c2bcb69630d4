package io.holdfast.lab.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The web server that machines see: the host's busybox, copied beside what it serves. Stateless.
 */
public final class WebServer {
  /** Debian's busybox-static is in one of these. */
  private static final List<Path> BUSYBOX =
      List.of(Path.of("/bin/busybox"), Path.of("/usr/bin/busybox"), Path.of("/usr/sbin/busybox"));

  private WebServer() {}

  /**
   * One with nothing to serve yet.
   *
   * @param folder absolute; gets a program and an empty folder {@code web}
   * @throws IOException if this host has no busybox, or the folder cannot be written
   */
  public static MachineSpec.Web in(Path folder) throws IOException {
    Path program =
        BUSYBOX.stream()
            .filter(Files::isExecutable)
            .findFirst()
            .orElseThrow(
                () -> new IOException("busybox is missing: install busybox-static (bin/setup)."));
    Path copy = folder.resolve("busybox");
    Files.copy(program.toRealPath(), copy);
    if (!copy.toFile().setExecutable(true)) {
      throw new IOException(copy + " cannot be made executable.");
    }
    return new MachineSpec.Web(copy, Files.createDirectory(folder.resolve("web")));
  }
}
