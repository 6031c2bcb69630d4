package io.holdfast.config.explain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What changes from one merged configuration to another. Items of lists are compared as wholes, so
 * that one that is put in between does not change all that follow. Pure.
 */
public final class Difference {
  /** The number of an item, which moves when one is put before it. */
  private static final Pattern NUMBER = Pattern.compile("\\[\\d+\\]");

  /** Lists up to this long are compared item by item in the square of their length. */
  private static final int MAX_COMPARED = 2000;

  private Difference() {}

  /** Every change, in the order of the new configuration; what is gone stands last. */
  public static List<Change> of(Merged before, Merged after) {
    Map<String, List<Setting>> old = groups(before.settings());
    Map<String, List<Setting>> now = groups(after.settings());
    List<Change> changes = new ArrayList<>();
    now.forEach(
        (group, settings) -> compare(old.getOrDefault(group, List.of()), settings, changes));
    old.forEach(
        (group, settings) -> {
          if (!now.containsKey(group)) {
            settings.forEach(setting -> changes.add(new Change(setting, null)));
          }
        });
    return changes;
  }

  /** By their paths without numbers: all commands of a stage are one group. */
  private static Map<String, List<Setting>> groups(List<Setting> settings) {
    Map<String, List<Setting>> groups = new LinkedHashMap<>();
    for (Setting setting : settings) {
      groups
          .computeIfAbsent(NUMBER.matcher(setting.path()).replaceAll("[]"), _ -> new ArrayList<>())
          .add(setting);
    }
    return groups;
  }

  private static void compare(List<Setting> old, List<Setting> now, List<Change> changes) {
    if (old.size() == 1 && now.size() == 1) {
      if (!old.getFirst().text().equals(now.getFirst().text())) {
        changes.add(new Change(old.getFirst(), now.getFirst()));
      }
      return;
    }
    if (old.size() > MAX_COMPARED || now.size() > MAX_COMPARED) {
      compareInPlace(old, now, changes);
      return;
    }
    int[][] same = sameFrom(old, now, Setting::text);
    int i = 0;
    int j = 0;
    while (i < old.size() || j < now.size()) {
      if (i < old.size() && j < now.size() && old.get(i).text().equals(now.get(j).text())) {
        i++;
        j++;
      } else if (j >= now.size() || (i < old.size() && same[i + 1][j] >= same[i][j + 1])) {
        changes.add(new Change(old.get(i), null));
        i++;
      } else {
        changes.add(new Change(null, now.get(j)));
        j++;
      }
    }
  }

  private static void compareInPlace(List<Setting> old, List<Setting> now, List<Change> changes) {
    for (int i = 0; i < Math.max(old.size(), now.size()); i++) {
      if (i >= old.size()) {
        changes.add(new Change(null, now.get(i)));
      } else if (i >= now.size()) {
        changes.add(new Change(old.get(i), null));
      } else if (!old.get(i).text().equals(now.get(i).text())) {
        changes.add(new Change(old.get(i), now.get(i)));
      }
    }
  }

  /** The length of the longest common part of what follows each pair of positions. */
  private static int[][] sameFrom(
      List<Setting> old, List<Setting> now, Function<Setting, String> text) {
    int[][] same = new int[old.size() + 1][now.size() + 1];
    for (int i = old.size() - 1; i >= 0; i--) {
      for (int j = now.size() - 1; j >= 0; j--) {
        same[i][j] =
            text.apply(old.get(i)).equals(text.apply(now.get(j)))
                ? same[i + 1][j + 1] + 1
                : Math.max(same[i + 1][j], same[i][j + 1]);
      }
    }
    return same;
  }
}
