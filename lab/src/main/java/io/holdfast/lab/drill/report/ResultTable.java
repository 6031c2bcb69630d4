package io.holdfast.lab.drill.report;

import io.holdfast.lab.drill.act.ActResult;
import io.holdfast.lab.drill.act.DrillResult;
import io.holdfast.release.Printable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** The table at a drill's end. Stateless. */
public final class ResultTable {
  private static final List<String> HEADINGS =
      List.of("act", "", "what was broken", "noticed by", "went back to", "seconds", "culprit");

  /** Together with the gaps a little more than a hundred columns; longer texts are folded. */
  private static final int[] WIDTHS = {13, 8, 24, 24, 12, 13, 26};

  private static final String GAP = "  ";

  private ResultTable() {}

  /** As text, each line ended. */
  public static String text(DrillResult drill) {
    StringBuilder text = new StringBuilder();
    row(text, HEADINGS);
    rule(text);
    for (ActResult act : drill.acts()) {
      row(
          text,
          List.of(
              act.name(),
              act.held() ? "held" : "NOT HELD",
              act.act().broken(),
              act.noticedBy(),
              act.wentBackTo(),
              seconds(act),
              act.culprit()));
    }
    rule(text);
    text.append(summary(drill)).append('\n');
    for (ActResult act : drill.acts()) {
      for (String problem : act.problems()) {
        text.append(Printable.of(act.name() + ", " + problem.replace('\n', ' '))).append('\n');
      }
    }
    return text.toString();
  }

  private static String summary(DrillResult drill) {
    long held = drill.acts().stream().filter(ActResult::held).count();
    return "%d of %d acts held, in %d min %d s. A normal boot takes this node %s s."
        .formatted(
            held,
            drill.acts().size(),
            drill.took().toMinutes(),
            drill.took().toSecondsPart(),
            DrillResult.seconds(drill.normalBoot()));
  }

  private static String seconds(ActResult act) {
    BigDecimal seconds = DrillResult.seconds(act.withoutService());
    return seconds == null ? "-" : seconds + " (" + act.normalBoots() + "x)";
  }

  private static void rule(StringBuilder text) {
    for (int i = 0; i < WIDTHS.length; i++) {
      text.append("-".repeat(WIDTHS[i])).append(i + 1 < WIDTHS.length ? GAP : "\n");
    }
  }

  private static void row(StringBuilder text, List<String> cells) {
    List<List<String>> folded = new ArrayList<>();
    int rows = 1;
    for (int i = 0; i < WIDTHS.length; i++) {
      List<String> lines = fold(Printable.of(cells.get(i)), WIDTHS[i]);
      folded.add(lines);
      rows = Math.max(rows, lines.size());
    }
    for (int row = 0; row < rows; row++) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < WIDTHS.length; i++) {
        String cell = row < folded.get(i).size() ? folded.get(i).get(row) : "";
        line.append(cell).append(" ".repeat(WIDTHS[i] - cell.length())).append(GAP);
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
  }

  /** At blanks where there are any. */
  static List<String> fold(String text, int width) {
    List<String> lines = new ArrayList<>();
    String rest = text.strip();
    while (rest.length() > width) {
      int blank = rest.lastIndexOf(' ', width);
      int end = blank > 0 ? blank : width;
      lines.add(rest.substring(0, end));
      rest = rest.substring(end).strip();
    }
    lines.add(rest);
    return lines;
  }
}
