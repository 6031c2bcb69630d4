package io.holdfast.lab.drill.prepare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A disk that can hold snapshots. Stateless. */
public final class SnapshotDisk {
  private static final Duration CONVERTING = Duration.ofMinutes(5);

  private SnapshotDisk() {}

  /**
   * Makes it of a plain image, which is gone then.
   *
   * @param disk to be made, in the same folder
   */
  public static void of(Path raw, Path disk, Workshop workshop)
      throws IOException, InterruptedException {
    Path folder = raw.toAbsolutePath().getParent();
    workshop
        .tools()
        .command(
            List.of(),
            folder == null ? List.of() : List.of(folder),
            List.of("qemu-img", "convert", "-O", "qcow2", raw.toString(), disk.toString()))
        .within(CONVERTING)
        .check();
    Files.delete(raw);
  }
}
