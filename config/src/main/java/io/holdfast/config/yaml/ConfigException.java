package io.holdfast.config.yaml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A document cannot be used as it is. It holds every problem that was found, in the order of the
 * documents and of their lines, at most {@link Problems#MOST}; the message has one line for each.
 */
public final class ConfigException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  ConfigException(List<Problem> found, int count) {
    super(describe(inOrder(found), count));
    this.problems = inOrder(found);
  }

  /** What is wrong; never empty. */
  public List<Problem> problems() {
    return problems;
  }

  private static List<Problem> inOrder(List<Problem> found) {
    Map<String, Integer> sources = new LinkedHashMap<>();
    for (Problem problem : found) {
      sources.putIfAbsent(problem.place().source(), sources.size());
    }
    List<Problem> ordered = new ArrayList<>(found);
    ordered.sort(
        Comparator.comparingInt((Problem p) -> sources.getOrDefault(p.place().source(), 0))
            .thenComparingInt(p -> p.place().line())
            .thenComparingInt(p -> p.place().column()));
    return List.copyOf(ordered);
  }

  private static String describe(List<Problem> problems, int count) {
    StringBuilder text = new StringBuilder();
    for (Problem problem : problems) {
      text.append(text.isEmpty() ? "" : "\n").append(problem);
    }
    if (count > problems.size()) {
      text.append("\nand ").append(count - problems.size()).append(" more");
    }
    return text.toString();
  }
}
