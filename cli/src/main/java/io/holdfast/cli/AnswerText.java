package io.holdfast.cli;

import io.holdfast.inventory.index.Answer;
import io.holdfast.inventory.index.Carrier;
import io.holdfast.inventory.index.CarrierIndex.CarryingNode;
import io.holdfast.release.Printable;
import io.holdfast.release.json.Json;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Who carries something, for people and for programs. Stateless. */
final class AnswerText {
  private AnswerText() {}

  /**
   * For a terminal.
   *
   * @param nodes whether anything is known of nodes
   */
  static String text(Answer answer, boolean nodes) {
    StringBuilder text = new StringBuilder();
    for (Carrier carrier : answer.carriers()) {
      InventoryText.line(
          text,
          carrier.subject().name()
              + " "
              + carrier.subject().version()
              + ": "
              + String.join(", ", carrier.matches()));
    }
    InventoryText.line(
        text,
        answer.carriers().size()
            + " carry it"
            + (nodes ? "; " + answer.nodes() + " nodes hold one of them." : "."));
    new TreeMap<>(answer.byRole())
        .forEach((role, count) -> InventoryText.line(text, "  " + count + " nodes: " + role));
    return text.toString();
  }

  /** For programs. */
  static Map<String, Object> fields(Answer answer) {
    Map<String, Object> roles = Json.object();
    new TreeMap<>(answer.byRole()).forEach((role, count) -> roles.put(role.toString(), count));
    return Json.object(
        "carriers",
        answer.carriers().stream()
            .map(
                each ->
                    Json.object(
                        "kind", each.subject().kind().name().toLowerCase(Locale.ROOT),
                        "name", each.subject().name(),
                        "version", each.subject().version(),
                        "matches", each.matches()))
            .toList(),
        "nodes",
        answer.nodes(),
        "nodesByRole",
        roles);
  }

  /**
   * A node on a line, for people.
   *
   * @param verdict empty if none was asked for
   */
  static String line(CarryingNode node, String verdict) {
    String line = Printable.of(node.site()) + "\t" + Printable.of(node.name());
    return verdict.isEmpty() ? line : line + "\t" + verdict;
  }

  /** A node on a line, as JSON. */
  static String json(CarryingNode node, String verdict) {
    Map<String, Object> fields =
        Json.object("site", node.site(), "node", node.name(), "time", node.time());
    if (!verdict.isEmpty()) {
      fields.put("verdict", verdict);
    }
    return Json.write(fields).replaceAll("\\s*\\R\\s*", " ").strip();
  }
}
