package io.holdfast.config.cloud;

import io.holdfast.config.yaml.Placed;
import io.holdfast.config.yaml.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The order of the steps of one stage. A step comes after those that its {@code after} names;
 * without one, after the one before it in its file that has none either. Both come after such steps
 * of the file before. Of several that could be next, the first declared is. Pure.
 */
public final class StepOrder {
  private final List<Step> steps;
  private final List<List<Integer>> before = new ArrayList<>();

  private StepOrder(List<Step> steps, Problems problems) {
    this.steps = steps;
    Map<String, List<Integer>> documents = new LinkedHashMap<>();
    for (int i = 0; i < steps.size(); i++) {
      documents.computeIfAbsent(sourceOf(i), _ -> new ArrayList<>()).add(i);
      before.add(new ArrayList<>());
    }
    List<Integer> last = List.of();
    for (List<Integer> document : documents.values()) {
      int plain = -1;
      for (int step : document) {
        addNamed(step, document, problems);
        if (steps.get(step).after().isEmpty()) {
          if (plain >= 0) {
            before.get(step).add(plain);
          }
          plain = step;
        }
        for (int earlier : last) {
          if (steps.get(earlier).after().isEmpty()) {
            before.get(step).add(earlier);
          }
        }
      }
      last = document;
    }
  }

  /**
   * The steps of one stage in the order in which they are done.
   *
   * @param steps of one stage, as declared
   */
  public static List<Step> sorted(List<Step> steps) {
    boolean anyAfter = steps.stream().anyMatch(step -> !step.after().isEmpty());
    return anyAfter ? new StepOrder(steps, new Problems()).sort(new Problems()) : steps;
  }

  /** Notes names that no step has, and circles, in any stage. */
  static void check(List<Step> steps, Problems problems) {
    Map<String, List<Step>> stages = new LinkedHashMap<>();
    boolean anyAfter = false;
    for (Step step : steps) {
      stages.computeIfAbsent(step.stage(), _ -> new ArrayList<>()).add(step);
      anyAfter |= !step.after().isEmpty();
    }
    if (anyAfter) {
      for (List<Step> stage : stages.values()) {
        new StepOrder(stage, problems).sort(problems);
      }
    }
  }

  /** Those in a circle come last, as declared. */
  private List<Step> sort(Problems problems) {
    int[] waiting = new int[steps.size()];
    List<List<Integer>> next = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      next.add(new ArrayList<>());
    }
    for (int i = 0; i < steps.size(); i++) {
      waiting[i] = before.get(i).size();
      for (int earlier : before.get(i)) {
        next.get(earlier).add(i);
      }
    }
    TreeSet<Integer> ready = new TreeSet<>();
    for (int i = 0; i < steps.size(); i++) {
      if (waiting[i] == 0) {
        ready.add(i);
      }
    }
    List<Step> sorted = new ArrayList<>();
    while (!ready.isEmpty()) {
      int step = ready.removeFirst();
      sorted.add(steps.get(step));
      for (int later : next.get(step)) {
        if (--waiting[later] == 0) {
          ready.add(later);
        }
      }
    }
    for (int i = 0; i < steps.size(); i++) {
      if (waiting[i] > 0) {
        sorted.add(steps.get(i));
        for (Placed<String> name : steps.get(i).after()) {
          problems.add(
              name.place(),
              "the steps of stage '"
                  + steps.get(i).stage()
                  + "' wait for each other in a circle; take one 'after' out of it");
        }
      }
    }
    return sorted;
  }

  private void addNamed(int step, List<Integer> document, Problems problems) {
    for (Placed<String> name : steps.get(step).after()) {
      int found = find(name.value(), step, document);
      if (found < 0) {
        problems.add(
            name.place(),
            "no step of stage '"
                + steps.get(step).stage()
                + "' is called '"
                + name.value()
                + "'; write its 'name', or NAME-OF-ITS-FILE.NAME");
      } else {
        before.get(step).add(found);
      }
    }
  }

  /** By DOCUMENT.NAME anywhere, else by the name alone in the same file, else anywhere. */
  private int find(String name, int asking, List<Integer> document) {
    for (int i = 0; i < steps.size(); i++) {
      if (name.equals(steps.get(i).document() + "." + nameOf(i))) {
        return i;
      }
    }
    for (int i : document) {
      if (i != asking && name.equals(steps.get(i).name())) {
        return i;
      }
    }
    for (int i = 0; i < steps.size(); i++) {
      if (i != asking && name.equals(steps.get(i).name())) {
        return i;
      }
    }
    return name.equals(steps.get(asking).name()) ? asking : -1;
  }

  /** A step without a name is called by its number in its file. */
  private String nameOf(int step) {
    if (!steps.get(step).name().isEmpty()) {
      return steps.get(step).name();
    }
    int number = 0;
    for (int i = 0; i < step; i++) {
      number += sourceOf(i).equals(sourceOf(step)) ? 1 : 0;
    }
    return Integer.toString(number);
  }

  private String sourceOf(int step) {
    return steps.get(step).place().source();
  }
}
