package io.holdfast.lab.drill.act;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What came of an act.
 *
 * @param act which
 * @param runs one for each of the act's, in their order; fewer if the drill was ended
 * @param normalBoot power-on to login of the same node, measured in the same drill; above zero
 */
public record ActResult(Act act, List<RunResult> runs, Duration normalBoot) {
  private static final String BETWEEN = "; ";

  /** Copies. */
  public ActResult {
    if (!normalBoot.isPositive()) {
      throw new IllegalArgumentException("a boot takes time, not " + normalBoot);
    }
    runs = List.copyOf(runs);
  }

  /** Its name. */
  public String name() {
    return act.name();
  }

  /** Whether every run was as it must be. */
  public boolean held() {
    return runs.size() == act.runs().size() && runs.stream().allMatch(RunResult::held);
  }

  /** The longest time without service of its runs; null if none is known. */
  public @Nullable Duration withoutService() {
    return runs.stream()
        .map(RunResult::outage)
        .filter(Objects::nonNull)
        .map(Outage::length)
        .max(Comparator.naturalOrder())
        .orElse(null);
  }

  /** The same as a multiple of a normal boot, to two digits after the point. */
  public @Nullable BigDecimal normalBoots() {
    Duration longest = withoutService();
    return longest == null
        ? null
        : BigDecimal.valueOf(longest.toMillis())
            .divide(BigDecimal.valueOf(normalBoot.toMillis()), 2, RoundingMode.HALF_UP);
  }

  /** How the node noticed, of each run that differs. */
  public String noticedBy() {
    return distinct(RunResult::noticedBy);
  }

  /** What ran in the end, of each run that differs. */
  public String wentBackTo() {
    return distinct(RunResult::wentBackTo);
  }

  /** What the node named as the culprit, of each run that differs. */
  public String culprit() {
    return distinct(RunResult::culprit);
  }

  /** What did not hold, each with the title of its run. */
  public List<String> problems() {
    return runs.stream()
        .flatMap(run -> run.problems().stream().map(problem -> run.title() + ": " + problem))
        .toList();
  }

  private String distinct(Function<RunResult, String> text) {
    return runs.stream()
        .map(text)
        .filter(words -> !words.isEmpty())
        .distinct()
        .collect(Collectors.joining(BETWEEN));
  }
}
