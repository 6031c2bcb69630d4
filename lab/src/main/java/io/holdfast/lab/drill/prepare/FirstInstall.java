package io.holdfast.lab.drill.prepare;

import io.holdfast.host.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Installs the drill's first release on an empty disk. Stateless. */
final class FirstInstall {
  private FirstInstall() {}

  static void into(
      Path disk, long bytes, Path repository, Workshop workshop, Progress progress)
      throws IOException, InterruptedException {
    if (!Files.exists(disk)) {
      throw new IOException("not there yet");
    }
  }
}
