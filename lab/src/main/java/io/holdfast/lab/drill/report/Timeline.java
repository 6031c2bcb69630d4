package io.holdfast.lab.drill.report;

import io.holdfast.lab.drill.act.Moment;
import io.holdfast.lab.drill.act.Outage;
import io.holdfast.lab.drill.act.RunResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * A run's moments along a line, as SVG inside HTML: what the node did above, what the drill did
 * below, the time without service in between. Pure.
 */
final class Timeline {
  /** In the drawing's own units; the browser scales it to the page. */
  private static final int WIDTH = 1000;

  private static final int LEFT = 20;
  private static final int RIGHT = WIDTH - 20;
  private static final int AXIS = 60;
  private static final int HEIGHT = 110;

  /** Some eight marks for the time, at whole steps. */
  private static final int MARKS = 8;

  private static final int[] STEPS = {5, 10, 15, 30, 60, 120, 300, 600, 1200, 3600};

  private Timeline() {}

  static void draw(Html html, RunResult run) {
    List<Moment> moments = run.moments();
    if (moments.isEmpty()) {
      return;
    }
    Instant begin = begin(moments);
    Instant end = end(moments);
    Duration span = Duration.between(begin, end);
    html.raw(
        "<svg class=\"timeline\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\""
            .formatted(WIDTH, HEIGHT));
    html.text("What happened in " + span.toSeconds() + " seconds").raw("\">");
    drawOutage(html, run.outage(), begin, span);
    html.raw(
        "<line class=\"axis\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>"
            .formatted(LEFT, AXIS, RIGHT, AXIS));
    drawTimes(html, span);
    for (Moment moment : moments) {
      draw(html, moment, x(Duration.between(begin, moment.at()), span));
    }
    html.raw("</svg>");
  }

  /** Seconds since the run's first moment, for lists beside the drawing. */
  static String since(List<Moment> moments, Instant at) {
    double seconds = Duration.between(begin(moments), at).toMillis() / 1000.0;
    return String.format(Locale.ROOT, "%.1f s", seconds);
  }

  private static void drawOutage(
      Html html, @org.jspecify.annotations.Nullable Outage outage, Instant begin, Duration span) {
    if (outage == null) {
      return;
    }
    int from = x(Duration.between(begin, outage.from()), span);
    int to = x(Duration.between(begin, outage.to()), span);
    html.raw(
        "<rect class=\"outage\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"16\"><title>"
            .formatted(from, AXIS - 8, Math.max(2, to - from)));
    html.text("without service for " + outage.length().toSeconds() + " seconds");
    html.raw("</title></rect>");
    html.raw(
        "<text class=\"span\" x=\"%d\" y=\"%d\" text-anchor=\"middle\">"
            .formatted((from + to) / 2, AXIS + 24));
    html.text(outage.length().toSeconds() + " s without service").raw("</text>");
  }

  private static void drawTimes(Html html, Duration span) {
    int step = STEPS[STEPS.length - 1];
    for (int candidate : STEPS) {
      if (span.toSeconds() / candidate <= MARKS) {
        step = candidate;
        break;
      }
    }
    long marks = Math.min(span.toSeconds() / step, 2L * MARKS);
    for (int i = 0; i <= marks; i++) {
      int x = x(Duration.ofSeconds((long) i * step), span);
      html.raw(
          "<line class=\"mark\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>"
              .formatted(x, AXIS - 3, x, AXIS + 3));
      html.raw("<text class=\"time\" x=\"%d\" y=\"%d\" text-anchor=\"middle\">".formatted(x, 104));
      html.text((long) i * step + " s").raw("</text>");
    }
  }

  private static void draw(Html html, Moment moment, int x) {
    String style = style(moment.kind());
    html.raw("<g class=\"" + style + "\"><title>");
    html.text(moment.kind().words() + ": " + moment.text()).raw("</title>");
    if (isOfDrill(moment.kind())) {
      html.raw("<circle cx=\"%d\" cy=\"%d\" r=\"4\"/>".formatted(x, AXIS));
    } else {
      html.raw("<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>".formatted(x, AXIS - 22, x, AXIS));
      html.raw("<circle cx=\"%d\" cy=\"%d\" r=\"5\"/>".formatted(x, AXIS - 24));
    }
    if (isDecisive(moment.kind())) {
      html.raw("<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">".formatted(x, row(moment)));
      html.text(moment.kind().words()).raw("</text>");
    }
    html.raw("</g>");
  }

  /** Neighbours that often come together stand on rows of their own. */
  private static int row(Moment moment) {
    return switch (moment.kind()) {
      case PANIC, WATCHDOG, POWER_CUT -> 12;
      default -> 26;
    };
  }

  private static String style(Moment.Kind kind) {
    return switch (kind) {
      case STEP, UPGRADE, NODE -> "note";
      case DAMAGE, PANIC, WATCHDOG, POWER_CUT -> "bad";
      case DOWN, RESET, POWER_ON -> "turn";
      case LOGIN, SETTLED -> "good";
    };
  }

  private static boolean isOfDrill(Moment.Kind kind) {
    return switch (kind) {
      case STEP, UPGRADE, NODE, SETTLED -> true;
      case DAMAGE, DOWN, PANIC, WATCHDOG, RESET, POWER_CUT, POWER_ON, LOGIN -> false;
    };
  }

  private static boolean isDecisive(Moment.Kind kind) {
    return switch (kind) {
      case DAMAGE, PANIC, WATCHDOG, POWER_CUT, RESET, LOGIN -> true;
      case STEP, UPGRADE, NODE, SETTLED, DOWN, POWER_ON -> false;
    };
  }

  private static int x(Duration since, Duration span) {
    long millis = Math.max(1, span.toMillis());
    long at = Math.clamp(since.toMillis(), 0, millis);
    return (int) (LEFT + at * (RIGHT - LEFT) / millis);
  }

  private static Instant begin(List<Moment> moments) {
    return moments.stream().map(Moment::at).min(Instant::compareTo).orElse(Instant.EPOCH);
  }

  private static Instant end(List<Moment> moments) {
    return moments.stream().map(Moment::at).max(Instant::compareTo).orElse(Instant.EPOCH);
  }
}
