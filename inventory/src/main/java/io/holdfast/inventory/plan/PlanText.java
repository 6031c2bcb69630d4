package io.holdfast.inventory.plan;

import io.holdfast.release.Printable;
import io.holdfast.release.json.Json;
import io.holdfast.release.manifest.ReleaseRef;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A plan for people and for programs. Stateless. */
public final class PlanText {
  /** Of each group, so many nodes are named in a text; the JSON has all. */
  private static final int NAMED = 20;

  private PlanText() {}

  /** For a terminal. */
  public static String text(Plan plan) {
    StringBuilder text = new StringBuilder();
    text.append(summary(plan)).append('\n');
    for (Plan.Group group : plan.groups()) {
      text.append('\n').append(count(group)).append(", ").append(group.exposure()).append('\n');
      text.append("  run    ").append(group.running()).append('\n');
      text.append("  do     ").append(Printable.of(group.way().words())).append('\n');
      for (String each : group.unclean()) {
        text.append("  clean  ").append(each).append('\n');
      }
      text.append("  nodes  ").append(names(group)).append('\n');
    }
    return text.toString();
  }

  private static String summary(Plan plan) {
    return Printable.of(plan.advisory())
        + ": "
        + (plan.groups().isEmpty() ? "none" : plan.notClean())
        + " of "
        + plan.lookedAt()
        + (plan.lookedAt() == 1 ? " node is not clean" : " nodes are not clean");
  }

  private static String count(Plan.Group group) {
    return group.nodes().size() == 1 ? "1 node" : group.nodes().size() + " nodes";
  }

  private static String names(Plan.Group group) {
    String named =
        group.nodes().stream().limit(NAMED).map(PlanText::name).collect(Collectors.joining(", "));
    int more = group.nodes().size() - NAMED;
    return more > 0 ? named + ", and " + more + " more" : named;
  }

  private static String name(HoldingNode node) {
    return Printable.of(node.site().isEmpty() ? node.name() : node.name() + " at " + node.site());
  }

  /** For programs, with every node. */
  public static String json(Plan plan) {
    return Json.write(
        Json.object(
            "advisory",
            plan.advisory(),
            "looked_at",
            plan.lookedAt(),
            "not_clean",
            plan.notClean(),
            "groups",
            plan.groups().stream().map(PlanText::json).toList()));
  }

  private static Map<String, Object> json(Plan.Group group) {
    Map<String, Object> json =
        Json.object(
            "way",
            group.way().word(),
            "words",
            group.way().words(),
            "exposure",
            group.exposure().toString(),
            "count",
            group.nodes().size(),
            "running",
            json(group.running()));
    switch (group.way()) {
      case WayOff.Upgrade(ReleaseRef to, boolean staged) -> {
        json.put("to", json(to));
        json.put("staged", staged);
      }
      case WayOff.Revert(ReleaseRef to, Place from) -> {
        json.put("to", json(to));
        json.put("from", from.name().toLowerCase(Locale.ROOT));
      }
      case WayOff.Contain(Containment how, String why) -> {
        json.put("containment", how.toString());
        json.put("reason", why);
      }
      case WayOff.Person(String why) -> json.put("reason", why);
      case WayOff.Stay _ -> {}
    }
    json.put("unclean", group.unclean());
    json.put("nodes", nodes(group.nodes()));
    return json;
  }

  private static List<Map<String, Object>> nodes(List<HoldingNode> nodes) {
    return nodes.stream()
        .map(
            node ->
                Json.object(
                    "name",
                    node.name(),
                    "site",
                    node.site(),
                    "exposure",
                    node.exposure().toString()))
        .toList();
  }

  private static Map<String, Object> json(ReleaseRef release) {
    return Json.object(
        "name",
        release.name().text(),
        "version",
        release.version().text(),
        "manifest",
        release.manifest().toString());
  }
}
