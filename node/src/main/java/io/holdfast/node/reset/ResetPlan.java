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
  /** What the system itself lets persist; the initrd has the same list. */
  private static final List<String> SYSTEM = List.of("/etc/ssh", "/var/lib/systemd", "/var/log");

  /** Copies. */
  public ResetPlan {
    goes = List.copyOf(goes);
    stays = List.copyOf(stays);
  }

  /**
   * What it means for a node.
   *
   * @param wish what is to be forgotten
   * @param persistent the folders that persist on it
   * @param configurations the files of its configuration
   */
  static ResetPlan of(
      ResetWish wish, NodeState state, List<String> persistent, List<String> configurations) {
    List<String> goes = new ArrayList<>();
    List<String> stays = new ArrayList<>();
    if (wish.keepData()) {
      goes.add("what the system keeps in " + String.join(", ", SYSTEM));
      List<String> kept = persistent.stream().filter(folder -> !SYSTEM.contains(folder)).toList();
      stays.add("what people and programs keep: " + String.join(", ", kept) + ", /usr/local");
    } else {
      goes.add("everything on COS_PERSISTENT, which is at /usr/local");
      if (!persistent.isEmpty()) {
        goes.add("with it, what the node has in " + String.join(", ", persistent));
      }
    }
    goes.add("all content and extensions");
    goes.add("the keys by which the machine is known over SSH; it makes new ones");
    for (Generation generation : state.held()) {
      stays.add(generation + ", in its slot");
    }
    stays.add("the recovery slot");
    (wish.configuration() ? goes : stays)
        .add(
            configurations.isEmpty()
                ? "the configuration: there is none in /oem"
                : "the configuration: " + Printable.of(String.join(", ", configurations)));
    if (wish.configuration()) {
      goes.add(
          "every account that the configuration made: nobody can log in until there is another");
    }
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
