package io.holdfast.lab.drill.progress;

import io.holdfast.lab.drill.act.ActResult;
import io.holdfast.release.Printable;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * What is shown of a run at a moment, as a value.
 *
 * @param title of the run
 * @param step under way
 * @param console its last line
 * @param drillBegan when the drill began
 * @param runBegan when the run began
 */
record Shown(String title, String step, String console, Instant drillBegan, Instant runBegan) {
  private static final String PREPARATION = "prepare";

  /** A run that begins. */
  static Shown begin(String title, Instant drillBegan, Instant now) {
    return new Shown(title.isEmpty() ? PREPARATION : title, "", "", drillBegan, now);
  }

  Shown withStep(String what) {
    return new Shown(title, what, console, drillBegan, runBegan);
  }

  Shown withConsole(String line) {
    return line.isBlank() ? this : new Shown(title, step, line, drillBegan, runBegan);
  }

  /** The two lines of a terminal, each at most so wide. */
  List<String> rows(Instant now, int columns) {
    String first =
        "%s  %s  %s  %s"
            .formatted(
                clock(Duration.between(drillBegan, now)),
                title,
                clock(Duration.between(runBegan, now)),
                step);
    return List.of(cut(first, columns), cut("    " + console, columns));
  }

  /** The line of a step, without a terminal. */
  String line(Instant now) {
    return Printable.of(
        "%s  %s: %s".formatted(clock(Duration.between(drillBegan, now)), title, step));
  }

  /** The line that stays of an act. */
  static List<String> ended(ActResult result, Duration sinceBegin) {
    StringBuilder line = new StringBuilder();
    line.append(clock(sinceBegin)).append("  ").append(result.name());
    line.append(result.held() ? ": held" : ": NOT HELD");
    Duration without = result.withoutService();
    BigDecimal boots = result.normalBoots();
    if (without != null && boots != null) {
      line.append(
          String.format(
              Locale.ROOT,
              ", %.1f s without service (%s normal boots)",
              without.toMillis() / 1000.0,
              boots));
    }
    List<String> lines = new java.util.ArrayList<>(List.of(Printable.of(line.toString())));
    result
        .problems()
        .forEach(problem -> lines.add("       " + Printable.of(problem.replace('\n', ' '))));
    return lines;
  }

  /** Minutes and seconds. */
  static String clock(Duration elapsed) {
    long seconds = Math.max(0, elapsed.toSeconds());
    return String.format(Locale.ROOT, "%2d:%02d", seconds / 60, seconds % 60);
  }

  private static String cut(String text, int columns) {
    String shown = Printable.of(text);
    return shown.length() <= columns ? shown : shown.substring(0, Math.max(0, columns));
  }
}
