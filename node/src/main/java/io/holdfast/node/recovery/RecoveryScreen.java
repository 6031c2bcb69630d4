package io.holdfast.node.recovery;

import io.holdfast.node.evidence.Evidence;
import io.holdfast.node.status.NodeStatus;
import io.holdfast.node.trial.Slot;
import io.holdfast.node.trial.SlotContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What somebody before the machine reads: what failed, what was tried, what to do. Pure. */
final class RecoveryScreen {
  private static final int LINES_OF_HISTORY = 6;

  private RecoveryScreen() {}

  /**
   * Its lines.
   *
   * @param problem why the last repair did not work; null if none was tried
   */
  static List<String> lines(NodeStatus status, @Nullable String problem) {
    List<String> lines = new ArrayList<>();
    lines.add("==== Holdfast recovery: this node could not start what it should ====");
    lines.add("Its data is untouched.");
    lines.add("What failed:");
    for (Slot slot : Slot.values()) {
      if (status.state().content(slot) instanceof SlotContent.Damaged(var release, String why)) {
        lines.add("  slot %s with %s: %s".formatted(lower(slot), release, why));
      }
    }
    Evidence last = status.last();
    lines.add(last == null ? "  nothing was kept" : "  " + last.release() + ": " + last.reason());
    lines.add("What was tried:");
    List<String> history = status.history();
    history
        .subList(Math.max(0, history.size() - LINES_OF_HISTORY), history.size())
        .forEach(line -> lines.add("  " + line));
    if (problem != null) {
      lines.add("The last repair did not work:");
      lines.add("  " + problem);
    }
    lines.add("What to do:");
    lines.add("  plug in a medium with the label " + Medium.LABEL + " and a repository on it;");
    lines.add("  the node repairs itself from that and restarts, whoever plugs it in. Releases,");
    lines.add("  a configuration and content may be on it; leave it plugged in until it is up.");
    lines.add("  Where the configuration says 'recovery: {repair_from: URL}', it asks there, too.");
    lines.add(
        "  Who is logged in: holdfast upgrade --from REPO; holdfast reset --dry-run;"
            + " or switch off and on to try again.");
    return lines;
  }

  private static String lower(Slot slot) {
    return slot.name().toLowerCase(Locale.ROOT);
  }
}
