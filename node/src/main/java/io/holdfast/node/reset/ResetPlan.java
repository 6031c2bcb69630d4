package io.holdfast.node.reset;

import io.holdfast.node.trial.Generation;
import io.holdfast.node.trial.NodeState;
import io.holdfast.release.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a reset does, for people.
 *
 * @param goes what is lost, a line each
 * @param stays what is kept, a line each
 */
public record ResetPlan(List<String> goes, List<String> stays) {
  /** Copies. */
  public ResetPlan {
    goes = List.copyOf(goes);
    stays = List.copyOf(stays);
  }

  /**
   * What it means for a node.
   *
   * @param persistent the folders that persist on it
   * @param configurations the files of its configuration
   */
  static ResetPlan of(NodeState state, List<String> persistent, List<String> configurations) {
    List<String> goes = new ArrayList<>();
    goes.add("everything on COS_PERSISTENT, which is at /usr/local");
    if (!persistent.isEmpty()) {
      goes.add("with it, what the node has in " + String.join(", ", persistent));
    }
    goes.add("the keys by which the machine is known over SSH; it makes new ones");
    List<String> stays = new ArrayList<>();
    for (Generation generation : state.held()) {
      stays.add(generation + ", in its slot");
    }
    stays.add("the recovery slot");
    stays.add(
        configurations.isEmpty()
            ? "the configuration: there is none in /oem"
            : "the configuration: " + Printable.of(String.join(", ", configurations)));
    stays.add("what became of trials, what is barred, and the evidence");
    stays.add("the machine's id");
    return new ResetPlan(goes, stays);
  }

  /** For programs. */
  public Map<String, Object> toJson() {
    return Map.of("goes", goes, "stays", stays);
  }

  /** For people. */
  public String text() {
    StringBuilder text = new StringBuilder();
    append(text, "goes", goes);
    append(text, "stays", stays);
    return text.toString();
  }

  private static void append(StringBuilder text, String name, List<String> lines) {
    String label = name;
    for (String line : lines) {
      text.append(String.format(Locale.ROOT, "%-6s %s%n", label, line));
      label = "";
    }
  }
}
