package io.holdfast.lab.drill.march;

import io.holdfast.lab.drill.act.DrillResult;
import io.holdfast.release.Printable;
import java.time.Duration;

/** What is printed at the drill's end. Stateless. */
public final class MarchTable {
  private MarchTable() {}

  /** As text, each line ended. */
  public static String text(MarchResult drill) {
    StringBuilder text = new StringBuilder();
    for (Chapter chapter : drill.chapters()) {
      line(
          text,
          "%-13s %-9s %6s s  %s"
              .formatted(
                  chapter.act().title(),
                  chapter.held() ? "held" : "NOT HELD",
                  DrillResult.seconds(Duration.between(chapter.began(), chapter.ended())),
                  chapter.held() ? chapter.found() : String.join(" ", chapter.problems())));
    }
    text.append("\nFrom the advisory to the last node:\n\n");
    for (Event event : drill.events()) {
      line(
          text,
          "%8s s  %-10s %s"
              .formatted(DrillResult.seconds(drill.since(event.at())), event.who(), event.what()));
    }
    line(
        text,
        "\n%d of %d acts held, in %d min %d s."
            .formatted(
                drill.heldActs(),
                MarchAct.values().length,
                drill.took().toMinutes(),
                drill.took().toSecondsPart()));
    return text.toString();
  }

  private static void line(StringBuilder text, String line) {
    String feed = line.startsWith("\n") ? "\n" : "";
    text.append(feed).append(Printable.of(line.strip().replace('\n', ' '))).append('\n');
  }
}
