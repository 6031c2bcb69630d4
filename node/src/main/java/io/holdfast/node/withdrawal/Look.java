package io.holdfast.node.withdrawal;

import io.holdfast.release.admission.Withdrawn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What came of one look at what a repository says.
 *
 * @param hearing whether it could be asked
 * @param problem why it could not be asked, or what it says is refused; empty if neither
 * @param ways off what is withdrawn, as they are after what was done
 * @param done what was done, a line each
 * @param left what could not be done, and why, a line each
 * @param restart whether the machine is to be restarted now
 */
public record Look(
    Hearing hearing,
    String problem,
    List<WayOff> ways,
    List<String> done,
    List<String> left,
    boolean restart) {
  /** How the repository's metadata was taken. */
  public enum Hearing {
    /** It follows from what is trusted here. */
    HEARD,
    /** No root is trusted here: what was seen before counts, and nobody is asked. */
    NO_ROOT,
    /** It is refused: stale, expired, or not signed as it must be. */
    REFUSED,
    /** It could not be fetched. */
    UNREACHABLE
  }

  /** Copies. */
  public Look {
    ways = List.copyOf(ways);
    done = List.copyOf(done);
    left = List.copyOf(left);
  }

  /** True if containment or a person is all that is left for something. */
  public boolean isStuck() {
    return ways.stream().anyMatch(WayOff::isStuck);
  }

  /**
   * True if soon is better than late: nobody answered, or a trial is to end before more is done.
   */
  public boolean isToBeRepeated() {
    return hearing == Hearing.UNREACHABLE
        || ways.stream().anyMatch(way -> way instanceof WayOff.Wait || way.leads());
  }

  /** True if there is a way, and it could not be gone this time. */
  public boolean isHeldUp() {
    return done.isEmpty() && !left.isEmpty() && ways.stream().anyMatch(WayOff::leads);
  }

  /** For people. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    if (!problem.isEmpty()) {
      lines.add(problem);
    }
    if (hearing == Hearing.NO_ROOT) {
      lines.add("This release names no root of a repository's metadata; nobody was asked.");
    }
    for (WayOff way : ways) {
      lines.add(way.what() + " is withdrawn (" + reason(way.what()) + ")");
      lines.add("  " + way.words());
    }
    lines.addAll(left);
    lines.addAll(done);
    if (ways.isEmpty() && done.isEmpty()) {
      lines.add("Nothing here is known to be withdrawn.");
    }
    return lines;
  }

  /**
   * For programs; keys are only ever added.
   *
   * @param restarts whether the machine is restarted now
   */
  public Map<String, @Nullable Object> toJson(boolean restarts) {
    Map<String, @Nullable Object> json = new TreeMap<>();
    json.put("hearing", hearing.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
    json.put("problem", problem.isEmpty() ? null : problem);
    json.put("ways", ways.stream().map(Look::json).toList());
    json.put("done", done);
    json.put("left", left);
    json.put("restartDue", restart);
    json.put("restarts", restarts);
    return json;
  }

  private static Map<String, Object> json(WayOff way) {
    Map<String, Object> json = new TreeMap<>(way.what().toJson());
    json.put("way", way.word());
    json.put("words", way.words());
    return json;
  }

  private static String reason(Withdrawn what) {
    return what.advisory() + ": " + what.reason();
  }
}
