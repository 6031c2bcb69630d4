package io.holdfast.lab.drill.report;

import io.holdfast.lab.drill.act.ActResult;
import io.holdfast.lab.drill.act.DrillResult;
import io.holdfast.lab.drill.act.July2024;
import io.holdfast.lab.drill.act.Moment;
import io.holdfast.lab.drill.act.Outage;
import io.holdfast.lab.drill.act.RunResult;
import java.math.BigDecimal;
import java.util.List;

/**
 * The case of July first: the time without service of a node whose content is on trial, above that
 * of the control node whose content nobody watches, to one scale. Pure.
 */
final class SideBySide {
  private static final int WIDTH = 1000;
  private static final int LEFT = 20;
  private static final int BARS = WIDTH - 2 * LEFT;
  private static final int ROW = 56;

  private SideBySide() {}

  /** Draws it, if the drill has both nodes. */
  static void draw(Html html, DrillResult drill) {
    for (ActResult act : drill.acts()) {
      if (act.name().equals(July2024.JULY) && act.runs().size() == 2) {
        draw(html, act.runs().getFirst(), act.runs().getLast());
      }
    }
  }

  private static void draw(Html html, RunResult watched, RunResult control) {
    Outage back = watched.outage();
    Outage down = Outage.open(control.moments());
    if (back == null || down == null) {
      return;
    }
    long longest = Math.max(back.length().toMillis(), down.length().toMillis());
    html.raw("<section class=\"july\">").element("h2", "The same file on two nodes");
    html.raw(
        "<svg class=\"timeline\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"Time without service\">"
            .formatted(WIDTH, 2 * ROW));
    bar(
        html,
        0,
        back.length().toMillis(),
        longest,
        "Content on trial: back after %s s, %s"
            .formatted(seconds(back), wentDown(watched.moments())));
    bar(
        html,
        ROW,
        down.length().toMillis(),
        longest,
        "Control, same image, nobody watches its content: %s after %s s, %s"
            .formatted(
                control.held() ? "still down" : "back",
                seconds(down),
                wentDown(control.moments())));
    html.raw("</svg></section>");
  }

  private static void bar(Html html, int top, long millis, long longest, String words) {
    html.raw("<text class=\"span\" x=\"%d\" y=\"%d\">".formatted(LEFT, top + 18));
    html.text(words).raw("</text>");
    html.raw(
        "<rect class=\"outage\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"16\"/>"
            .formatted(LEFT, top + 26, Math.max(2, millis * BARS / longest)));
  }

  private static String wentDown(List<Moment> moments) {
    long resets = moments.stream().filter(one -> one.kind() == Moment.Kind.RESET).count();
    return resets == 1 ? "down once" : "down " + resets + " times";
  }

  private static String seconds(Outage outage) {
    BigDecimal seconds = DrillResult.seconds(outage.length());
    return String.valueOf(seconds);
  }
}
