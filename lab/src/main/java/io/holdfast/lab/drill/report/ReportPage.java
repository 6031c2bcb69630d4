package io.holdfast.lab.drill.report;

import io.holdfast.lab.drill.act.ActResult;
import io.holdfast.lab.drill.act.DrillResult;
import io.holdfast.lab.drill.act.Moment;
import io.holdfast.lab.drill.act.RunResult;
import io.holdfast.lab.drill.act.Screen;
import java.util.List;

/**
 * One page about a drill that needs nothing beside it: its style and its drawings are inside, it
 * runs no script and asks no server (which it also forbids by policy). Pure.
 */
public final class ReportPage {
  private ReportPage() {}

  /** The page. */
  public static String html(DrillResult drill) {
    Html html = PageFrame.begin("Drill " + drill.drill());
    head(html, drill);
    SideBySide.draw(html, drill);
    table(html, drill);
    for (int i = 0; i < drill.acts().size(); i++) {
      act(html, drill.acts().get(i), i);
    }
    return PageFrame.end(html);
  }

  private static void head(Html html, DrillResult drill) {
    long held = drill.acts().stream().filter(ActResult::held).count();
    html.element("h1", "Drill " + drill.drill());
    html.element(
        "p",
        drill.held() ? "verdict good" : "verdict bad",
        held + " of " + drill.acts().size() + " acts held");
    html.element(
        "p",
        "facts",
        "Begun %s, took %d min %d s. A normal boot of this node, power-on to login: %s s. %s."
            .formatted(
                PageFrame.time(drill.began()),
                drill.took().toMinutes(),
                drill.took().toSecondsPart(),
                DrillResult.seconds(drill.normalBoot()),
                drill.machine()));
  }

  private static void table(Html html, DrillResult drill) {
    html.raw("<div class=\"wide\"><table><thead><tr>");
    for (String heading :
        List.of(
            "act",
            "held",
            "what was broken",
            "how the node noticed",
            "what it went back to",
            "seconds without service",
            "normal boots",
            "culprit")) {
      html.element("th", heading);
    }
    html.raw("</tr></thead><tbody>");
    for (int i = 0; i < drill.acts().size(); i++) {
      ActResult act = drill.acts().get(i);
      html.raw("<tr><td><a href=\"#act-" + i + "\">").text(act.name()).raw("</a></td>");
      html.element("td", act.held() ? "good" : "bad", act.held() ? "held" : "not held");
      html.element("td", act.act().broken());
      html.element("td", act.noticedBy());
      html.element("td", act.wentBackTo());
      html.element("td", "number", orDash(DrillResult.seconds(act.withoutService())));
      html.element("td", "number", orDash(act.normalBoots()));
      html.element("td", act.culprit());
      html.raw("</tr>");
    }
    html.raw("</tbody></table></div>");
  }

  private static void act(Html html, ActResult act, int number) {
    html.raw("<section id=\"act-" + number + "\">").element("h2", act.name());
    html.element("p", act.act().broken() + ". It must: " + act.act().due() + ".");
    for (RunResult run : act.runs()) {
      html.raw("<article>");
      if (act.act().runs().size() > 1) {
        html.element("h3", run.title());
      }
      run(html, run);
      html.raw("</article>");
    }
    html.raw("</section>");
  }

  private static void run(Html html, RunResult run) {
    html.element(
        "p", run.held() ? "verdict good" : "verdict bad", run.held() ? "held" : "not held");
    if (!run.problems().isEmpty()) {
      html.raw("<ul class=\"problems\">");
      run.problems().forEach(problem -> html.element("li", problem));
      html.raw("</ul>");
    }
    Timeline.draw(html, run);
    moments(html, run.moments());
    for (Screen screen : run.screens()) {
      String since =
          run.moments().isEmpty() ? "" : ", " + Timeline.since(run.moments(), screen.at());
      fold(html, "Console " + screen.why() + since, String.join("\n", screen.rows()));
    }
    fold(html, "Evidence that the node kept", run.evidence());
    fold(html, "Last lines of the console", String.join("\n", run.console()));
  }

  private static void moments(Html html, List<Moment> moments) {
    if (moments.isEmpty()) {
      return;
    }
    html.raw("<details><summary>").text(moments.size() + " moments").raw("</summary>");
    html.raw("<table class=\"moments\"><tbody>");
    for (Moment moment : moments) {
      html.raw("<tr>").element("td", "number", Timeline.since(moments, moment.at()));
      html.element("td", moment.kind().words()).element("td", moment.text()).raw("</tr>");
    }
    html.raw("</tbody></table></details>");
  }

  private static void fold(Html html, String title, String text) {
    if (!text.isBlank()) {
      html.raw("<details><summary>").text(title).raw("</summary>");
      html.element("pre", text).raw("</details>");
    }
  }

  private static String orDash(java.math.@org.jspecify.annotations.Nullable BigDecimal number) {
    return number == null ? "-" : number.toString();
  }
}
