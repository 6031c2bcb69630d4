package io.holdfast.inventory.plan;

import io.holdfast.release.Printable;

/** A plan as one page that needs nothing else: no script, no address. Stateless. */
public final class PlanPage {
  private static final String STYLE =
      """
      body { font: 16px/1.5 sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem;
        color: #1b1f24; background: #fff; }
      table { border-collapse: collapse; width: 100%; }
      th, td { text-align: left; vertical-align: top; padding: .4rem .6rem;
        border-bottom: 1px solid #d0d7de; }
      td.count { text-align: right; }
      summary { cursor: pointer; }
      @media (prefers-color-scheme: dark) { body { color: #e6edf3; background: #0d1117; }
        th, td { border-color: #30363d; } }
      """;

  private PlanPage() {}

  /** HTML in UTF-8. */
  public static String of(Plan plan) {
    StringBuilder page = new StringBuilder();
    page.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        .append("<meta name=\"viewport\" content=\"width=device-width\">\n<title>Plan for ")
        .append(escaped(plan.advisory()))
        .append("</title>\n<style>\n")
        .append(STYLE)
        .append("</style>\n</head>\n<body>\n<h1>Plan for ")
        .append(escaped(plan.advisory()))
        .append("</h1>\n<p>")
        .append(plan.notClean())
        .append(" of ")
        .append(plan.lookedAt())
        .append(" nodes are not clean. The most exposed come first.</p>\n");
    if (!plan.groups().isEmpty()) {
      table(plan, page);
    }
    return page.append("</body>\n</html>\n").toString();
  }

  private static void table(Plan plan, StringBuilder page) {
    page.append("<table>\n<thead><tr><th>Nodes</th><th>Exposure</th><th>Run</th><th>Do</th>")
        .append("<th>Which</th></tr></thead>\n<tbody>\n");
    for (Plan.Group group : plan.groups()) {
      page.append("<tr><td class=\"count\">")
          .append(group.nodes().size())
          .append("</td><td>")
          .append(group.exposure())
          .append("</td><td>")
          .append(escaped(group.running().toString()))
          .append("</td><td>")
          .append(escaped(group.way().words()));
      for (String each : group.unclean()) {
        page.append("<br>clean: ").append(escaped(each));
      }
      page.append("</td><td><details><summary>names</summary>");
      for (HoldingNode node : group.nodes()) {
        page.append(escaped(node.name()));
        if (!node.site().isEmpty()) {
          page.append(" at ").append(escaped(node.site()));
        }
        page.append("<br>\n");
      }
      page.append("</details></td></tr>\n");
    }
    page.append("</tbody>\n</table>\n");
  }

  /** What a node says of itself may be anything. */
  private static String escaped(String text) {
    return Printable.of(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
