package io.holdfast.node.status;

import io.holdfast.node.disk.NodePaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What on a node differs from its release outside the folders that persist: all that was written to
 * the fresh layers over /etc and /var since the boot. Stateless.
 */
public final class Drift {
  /** More than a person reads; a node with more has a problem that the first ones show. */
  private static final int MOST = 1000;

  private Drift() {}

  /** Absolute paths of files and links, sorted; at most {@value #MOST}. */
  public static List<String> find(NodePaths paths) throws IOException {
    List<String> persistent = PersistentFolders.of(paths);
    List<String> found = new ArrayList<>();
    for (String layer : List.of("etc", "var")) {
      Path upper = paths.run().resolve(layer).resolve("upper");
      if (Files.isDirectory(upper)) {
        try (Stream<Path> files = Files.walk(upper)) {
          files
              .filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
              .map(file -> "/" + layer + "/" + upper.relativize(file))
              .filter(path -> persistent.stream().noneMatch(kept -> path.startsWith(kept + "/")))
              .sorted()
              .limit(MOST)
              .forEach(found::add);
        }
      }
    }
    return found;
  }
}
