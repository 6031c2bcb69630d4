package io.holdfast.cli;

import io.holdfast.image.disk.DiskFacts;
import io.holdfast.image.disk.DiskList;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/** The disks that a person is shown to choose from. Stateless. */
final class ShownDisks {
  private ShownDisks() {}

  /** What cannot be looked at is not shown, and told: it is only for a person to choose from. */
  static List<DiskFacts> ofThisMachine(PrintWriter err) {
    try {
      return DiskList.below(Path.of("/"));
    } catch (IOException e) {
      err.println("holdfast: the disks of this machine cannot be listed: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return List.of();
  }
}
