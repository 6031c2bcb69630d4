package io.holdfast.config.language;

import io.holdfast.config.yaml.Place;
import io.holdfast.config.yaml.Quoted;
import io.holdfast.config.yaml.YamlMapping;
import io.holdfast.config.yaml.YamlNode;
import io.holdfast.config.yaml.YamlScalar;
import io.holdfast.config.yaml.YamlSequence;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Finds steps of one stage that wait for each other. Time and memory are linear in the file. */
final class StepOrder {
  /** A named step and the names that it waits for. */
  private record Waiting(String name, Place place, List<String> before) {}

  /** Names in a message; a longer circle is told in part. */
  private static final int MOST_TOLD = 5;

  private StepOrder() {}

  /** Looks at each stage of a mapping of stages. */
  static void look(YamlNode stages, Remarks remarks) {
    if (stages instanceof YamlMapping mapping) {
      for (String stage : mapping.keys()) {
        if (mapping.find(stage).orElse(null) instanceof YamlSequence steps) {
          lookAt(stage, steps, remarks);
        }
      }
    }
  }

  private static void lookAt(String stage, YamlSequence steps, Remarks remarks) {
    Map<String, Waiting> byName = new LinkedHashMap<>();
    for (YamlNode step : steps.items()) {
      if (step instanceof YamlMapping mapping
          && mapping.find("name").orElse(null) instanceof YamlScalar name) {
        byName.merge(
            name.text(),
            new Waiting(name.text(), mapping.placeOf("after"), before(mapping)),
            StepOrder::together);
      }
    }
    // Takes away, again and again, what waits for nothing; what is left waits for itself.
    Map<String, Integer> open = new LinkedHashMap<>();
    Map<String, List<String>> behind = new HashMap<>();
    Deque<String> free = new ArrayDeque<>();
    for (Waiting step : byName.values()) {
      List<String> known = step.before().stream().filter(byName::containsKey).toList();
      open.put(step.name(), known.size());
      known.forEach(name -> behind.computeIfAbsent(name, _ -> new ArrayList<>()).add(step.name()));
      if (known.isEmpty()) {
        free.add(step.name());
      }
    }
    while (!free.isEmpty()) {
      String done = free.remove();
      open.remove(done);
      for (String next : behind.getOrDefault(done, List.of())) {
        if (open.merge(next, -1, Integer::sum) == 0) {
          free.add(next);
        }
      }
    }
    if (!open.isEmpty()) {
      tell(stage, circle(byName, open.keySet()), byName, remarks);
    }
  }

  /** Steps of which each waits for the next, and the last for the first. */
  private static List<String> circle(Map<String, Waiting> byName, Set<String> open) {
    // Whatever is left waits for something that is left, so this way never ends but in a circle.
    Set<String> way = new LinkedHashSet<>();
    String at = open.iterator().next();
    while (way.add(at)) {
      at =
          Objects.requireNonNull(byName.get(at)).before().stream()
              .filter(open::contains)
              .findFirst()
              .orElse(at);
    }
    List<String> steps = new ArrayList<>(way);
    return steps.subList(steps.indexOf(at), steps.size());
  }

  private static void tell(
      String stage, List<String> circle, Map<String, Waiting> byName, Remarks remarks) {
    Place place =
        circle.stream()
            .map(name -> Objects.requireNonNull(byName.get(name)).place())
            .min((a, b) -> Integer.compare(a.line(), b.line()))
            .orElseThrow();
    StringBuilder words =
        new StringBuilder("steps of stage " + Quoted.of(stage) + " wait for each other: ");
    for (String name : circle.subList(0, Math.min(circle.size(), MOST_TOLD))) {
      words.append(Quoted.of(name)).append(" after ");
    }
    remarks.error(
        place,
        words
            + (circle.size() > MOST_TOLD ? "... after " : "")
            + Quoted.of(circle.getFirst())
            + "; take one of these 'after' out");
  }

  private static Waiting together(Waiting one, Waiting other) {
    List<String> before = new ArrayList<>(one.before());
    before.addAll(other.before());
    return new Waiting(one.name(), one.before().isEmpty() ? other.place() : one.place(), before);
  }

  private static List<String> before(YamlMapping step) {
    List<String> names = new ArrayList<>();
    if (step.find("after").orElse(null) instanceof YamlSequence after) {
      for (YamlNode item : after.items()) {
        if (item instanceof YamlMapping mapping
            && mapping.find("name").orElse(null) instanceof YamlScalar name) {
          names.add(name.text());
        } else if (item instanceof YamlScalar name) {
          names.add(name.text());
        }
      }
    }
    return names;
  }
}
