package io.holdfast.config.cloud;

import io.holdfast.config.yaml.Placed;
import io.holdfast.config.yaml.Problems;
import io.holdfast.config.yaml.Quoted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The order of the steps of one stage. A step comes after those that its {@code after} names;
 * without one, after the one before it in its file that has none either. Both come after such steps
 * of the file before. Of several that could be next, the first declared is. Pure.
 */
public final class StepOrder {
  private final List<Step> steps;
  private final List<List<Integer>> before = new ArrayList<>();

  /** Steps by DOCUMENT.NAME, by file and name, and by name; of several, the first declared. */
  private final Map<String, Integer> names = new HashMap<>();

  private StepOrder(List<Step> steps, Problems problems) {
    this.steps = steps;
    Map<String, List<Integer>> documents = new LinkedHashMap<>();
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      List<Integer> document =
          documents.computeIfAbsent(step.place().source(), _ -> new ArrayList<>());
      // A step without a name is called by its number in its file.
      String number = Integer.toString(document.size());
      names.putIfAbsent(step.document() + "." + (step.name().isEmpty() ? number : step.name()), i);
      document.add(i);
      before.add(new ArrayList<>());
    }
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      names.putIfAbsent(inFile(step, step.name()), i);
      names.putIfAbsent(anywhere(step.name()), i);
    }
    int earlier = -1;
    for (List<Integer> document : documents.values()) {
      // Steps without 'after' are a chain: to come after its last is to come after all.
      int plain = earlier;
      for (int step : document) {
        addNamed(step, problems);
        boolean isPlain = steps.get(step).after().isEmpty();
        int ahead = isPlain ? plain : earlier;
        if (ahead >= 0) {
          before.get(step).add(ahead);
        }
        plain = isPlain ? step : plain;
      }
      earlier = plain;
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

  /** Tells of names that no step has, which are only noted, and of circles, in any stage. */
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

  private void addNamed(int step, Problems problems) {
    for (Placed<String> name : steps.get(step).after()) {
      Integer found = find(name.value(), steps.get(step));
      if (found == null) {
        // As in Kairos: another file may have it on another machine.
        problems.note(
            name.place(),
            "no step of stage '"
                + steps.get(step).stage()
                + "' is called "
                + Quoted.of(name.value())
                + ", so this one does not wait for it; write its 'name', or NAME-OF-ITS-FILE.NAME");
      } else {
        before.get(step).add(found);
      }
    }
  }

  private @Nullable Integer find(String name, Step asking) {
    Integer found = names.get(name);
    if (found == null) {
      found = names.get(inFile(asking, name));
    }
    return found == null ? names.get(anywhere(name)) : found;
  }

  /** No name of a document or a step holds U+0000, so these are never taken for those. */
  private static String inFile(Step step, String name) {
    return "\0" + step.place().source() + "\0" + name;
  }

  private static String anywhere(String name) {
    return "\0" + name;
  }
}
