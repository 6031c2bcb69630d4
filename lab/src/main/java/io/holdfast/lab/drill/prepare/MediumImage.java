package io.holdfast.lab.drill.prepare;

import io.holdfast.node.recovery.Medium;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A medium with a repository on it: an image of a disk, read-only (EROFS). Stateless. */
public final class MediumImage {
  /** Some gigabytes are copied. */
  private static final Duration COPYING = Duration.ofMinutes(10);

  private MediumImage() {}

  /**
   * Makes it.
   *
   * @param image to be made
   * @param folder the image's
   */
  public static void of(Path repository, Path image, Path folder, Workshop workshop)
      throws IOException, InterruptedException {
    workshop
        .tools()
        .command(
            List.of(repository),
            List.of(folder),
            List.of(
                "mkfs.erofs",
                "--quiet",
                "--all-root",
                "-T0",
                "-L" + Medium.LABEL,
                image.toString(),
                repository.toString()))
        .within(COPYING)
        .check();
  }
}
