package io.holdfast.lab.drill.march;

import io.holdfast.lab.drill.act.DrillResult;
import io.holdfast.lab.drill.report.Html;
import io.holdfast.lab.drill.report.PageFrame;
import java.time.Duration;
import java.util.List;

/** One page about the drill that needs nothing beside it. Pure. */
public final class MarchPage {
  private MarchPage() {}

  /** The page. */
  public static String html(MarchResult drill) {
    Html html = PageFrame.begin("Drill " + March2024.NAME);
    html.element("h1", "Drill " + March2024.NAME);
    html.element(
        "p",
        drill.held() ? "verdict good" : "verdict bad",
        drill.heldActs() + " of " + MarchAct.values().length + " acts held");
    html.element(
        "p",
        "facts",
        "Begun %s, took %d min %d s. %d %s."
            .formatted(
                PageFrame.time(drill.began()),
                drill.took().toMinutes(),
                drill.took().toSecondsPart(),
                March2024.nodes().size(),
                drill.machine()));
    acts(html, drill);
    html.element("h2", "From the advisory to the last node");
    timeline(html, drill);
    html.element("h2", "For those whose nodes do not follow by themselves");
    html.element("pre", drill.guidance());
    return PageFrame.end(html);
  }

  private static void acts(Html html, MarchResult drill) {
    html.raw("<div class=\"wide\"><table><thead><tr>");
    for (String heading :
        List.of(
            "act", "held", "what happens", "what must come of it", "what was seen", "seconds")) {
      html.element("th", heading);
    }
    html.raw("</tr></thead><tbody>");
    for (Chapter chapter : drill.chapters()) {
      html.raw("<tr>").element("td", chapter.act().title());
      html.element("td", chapter.held() ? "good" : "bad", chapter.held() ? "held" : "not held");
      html.element("td", chapter.act().what());
      html.element("td", chapter.act().due());
      html.element("td", chapter.held() ? chapter.found() : String.join(" ", chapter.problems()));
      html.element(
          "td",
          "number",
          String.valueOf(DrillResult.seconds(Duration.between(chapter.began(), chapter.ended()))));
      html.raw("</tr>");
    }
    html.raw("</tbody></table></div>");
  }

  private static void timeline(Html html, MarchResult drill) {
    html.raw("<div class=\"wide\"><table class=\"moments\"><tbody>");
    for (Event event : drill.events()) {
      html.raw("<tr>");
      html.element("td", "number", DrillResult.seconds(drill.since(event.at())) + " s");
      html.element("td", event.who()).element("td", event.what()).raw("</tr>");
    }
    html.raw("</tbody></table></div>");
  }
}
