package io.holdfast.node.status;

import io.holdfast.node.disk.NodePaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.List;

/** The folders that persist in this boot, as the initrd has mounted them. Stateless. */
public final class PersistentFolders {
  private PersistentFolders() {}

  /** Absolute paths, those of the release first; none in recovery. */
  public static List<String> of(NodePaths paths) throws IOException {
    try {
      return Files.readAllLines(paths.persistent());
    } catch (NoSuchFileException _) {
      return List.of();
    }
  }
}
