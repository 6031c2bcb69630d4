package io.holdfast.config.apply;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a tree holds, for comparing it with what it holds later. */
final class TreeDigest {
  private TreeDigest() {}

  /** Path to mode, owner, and content; also the time, so that a file written anew differs. */
  static Map<String, String> of(Path root) throws IOException {
    Map<String, String> seen = new TreeMap<>();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : (Iterable<Path>) all::iterator) {
        Map<String, Object> found =
            Files.readAttributes(path, "unix:mode,uid,gid,ino", LinkOption.NOFOLLOW_LINKS);
        String content = "";
        if (Files.isSymbolicLink(path)) {
          content = Files.readSymbolicLink(path).toString();
        } else if (Files.isRegularFile(path)) {
          content = Integer.toString(Arrays.hashCode(Files.readAllBytes(path)));
        }
        seen.put(root.relativize(path).toString(), new TreeMap<>(found) + content);
      }
    }
    return seen;
  }
}
