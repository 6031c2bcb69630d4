package io.holdfast.lab.drill.act;

import io.holdfast.release.json.Json;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came of a drill.
 *
 * @param drill its name
 * @param began when
 * @param took all in all
 * @param normalBoot power-on to login, measured in this drill
 * @param machine what the node ran on, for people
 * @param acts in the order in which they were played
 */
public record DrillResult(
    String drill,
    Instant began,
    Duration took,
    Duration normalBoot,
    String machine,
    List<ActResult> acts) {
  /** Copies. */
  public DrillResult {
    acts = List.copyOf(acts);
  }

  /** Whether every act held, and there was one. */
  public boolean held() {
    return !acts.isEmpty() && acts.stream().allMatch(ActResult::held);
  }

  /**
   * For programs: {@code {"drill": …, "acts": [{"name", "held", "secondsWithoutService",
   * "normalBoots", "noticedBy", "wentBackTo", "culprit", "problems"}, …]}}. What is not known is
   * null.
   */
  public String toJson() {
    List<Object> list = new ArrayList<>();
    for (ActResult act : acts) {
      Map<String, @Nullable Object> json = new LinkedHashMap<>();
      json.put("name", act.name());
      json.put("held", act.held());
      json.put("secondsWithoutService", seconds(act.withoutService()));
      json.put("normalBoots", act.normalBoots());
      json.put("noticedBy", orNull(act.noticedBy()));
      json.put("wentBackTo", orNull(act.wentBackTo()));
      json.put("culprit", orNull(act.culprit()));
      json.put("problems", act.problems());
      list.add(json);
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("drill", drill);
    json.put("acts", list);
    return Json.write(json);
  }

  /** To a tenth, which is about what a serial line is good for. */
  public static @Nullable BigDecimal seconds(@Nullable Duration duration) {
    return duration == null
        ? null
        : BigDecimal.valueOf(duration.toMillis(), 3).setScale(1, RoundingMode.HALF_UP);
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
