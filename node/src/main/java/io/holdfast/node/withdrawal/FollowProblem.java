package io.holdfast.node.withdrawal;

import io.holdfast.host.DurableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What is wrong with following, for {@code holdfast status}: it stands there until a look finds
 * otherwise, whoever looks.
 *
 * @param file in which it is kept
 */
public record FollowProblem(Path file) {
  /** What a look leaves to be told, in one line; empty if nothing. */
  public static String of(Look look) {
    List<String> problems = new ArrayList<>();
    if (!look.problem().isEmpty()) {
      problems.add(look.problem());
    }
    look.ways().stream()
        .filter(WayOff::isStuck)
        .forEach(way -> problems.add(way.what() + " is withdrawn; " + way.words()));
    problems.addAll(look.left());
    return String.join("; ", problems).replaceAll("\\R", "; ");
  }

  /**
   * Keeps it in place of what was kept.
   *
   * @param problem empty if there is none any more
   * @return whether it is news
   */
  public boolean keep(String problem) throws IOException {
    if (problem.isEmpty()) {
      Files.deleteIfExists(file);
      return false;
    }
    if (Files.exists(file) && Files.readString(file).equals(problem)) {
      return false;
    }
    DurableFile.replace(file, problem);
    return true;
  }
}
