package io.holdfast.lab.drill.march;

import io.holdfast.lab.drill.act.DrillResult;
import io.holdfast.release.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What came of the drill.
 *
 * @param machine what the nodes ran on, for people
 * @param chapters one for each act that was played, in their order
 * @param events oldest first; the first is the advisory
 * @param guidance for those whose nodes do not follow by themselves
 */
public record MarchResult(
    Instant began,
    Duration took,
    String machine,
    List<Chapter> chapters,
    List<Event> events,
    String guidance) {
  /** Copies. */
  public MarchResult {
    chapters = List.copyOf(chapters);
    events = List.copyOf(events);
  }

  /** Whether every act was played and held. */
  public boolean held() {
    return chapters.size() == MarchAct.values().length && chapters.stream().allMatch(Chapter::held);
  }

  /** How many acts held. */
  public long heldActs() {
    return chapters.stream().filter(Chapter::held).count();
  }

  /** Time since the advisory. */
  public Duration since(Instant at) {
    return events.isEmpty() ? Duration.ZERO : Duration.between(events.getFirst().at(), at);
  }

  /**
   * For programs: {@code {"drill": …, "acts": [{"name", "held", "seconds", "found", "problems"},
   * …], "timeline": [{"seconds", "who", "what"}, …], "guidance": …}}, with seconds of each act and
   * since the advisory.
   */
  public String toJson() {
    List<Object> acts = new ArrayList<>();
    for (Chapter chapter : chapters) {
      acts.add(
          Json.object(
              "name",
              chapter.act().title(),
              "held",
              chapter.held(),
              "seconds",
              seconds(Duration.between(chapter.began(), chapter.ended())),
              "found",
              chapter.found(),
              "problems",
              chapter.problems()));
    }
    List<Object> timeline = new ArrayList<>();
    for (Event event : events) {
      timeline.add(
          Json.object(
              "seconds", seconds(since(event.at())), "who", event.who(), "what", event.what()));
    }
    return Json.write(
        Json.object(
            "drill", March2024.NAME, "acts", acts, "timeline", timeline, "guidance", guidance));
  }

  private static Object seconds(Duration duration) {
    return java.util.Objects.requireNonNull(DrillResult.seconds(duration));
  }
}
