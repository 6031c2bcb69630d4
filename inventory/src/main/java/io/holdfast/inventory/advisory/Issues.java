package io.holdfast.inventory.advisory;

import io.holdfast.inventory.advisory.Issue.Judgement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All problems that a number of records speak of, found by the package. Immutable; safe for use by
 * several threads.
 */
public final class Issues {
  private final List<Issue> all;

  /** Places in the list of all. */
  private final Map<String, Set<Integer>> byPackage = new HashMap<>();

  private Issues(List<Issue> all) {
    this.all = all;
    for (int i = 0; i < all.size(); i++) {
      for (Advisory record : all.get(i).records()) {
        for (Statement each : record.statements()) {
          byPackage.computeIfAbsent(each.name(), _ -> new TreeSet<>()).add(i);
        }
      }
    }
  }

  /** Joins records by their aliases, and puts each with what it calls its upstream, if anything. */
  public static Issues of(Collection<Advisory> records) {
    Joined joined = new Joined();
    for (Advisory each : records) {
      for (String alias : each.aliases()) {
        joined.join(each.id(), alias);
      }
    }
    Map<String, List<Advisory>> byIssue = new LinkedHashMap<>();
    for (Advisory each : records) {
      Set<String> problems = each.upstream().isEmpty() ? Set.of(each.id()) : each.upstream();
      Set<String> issues = new TreeSet<>();
      problems.forEach(name -> issues.add(joined.first(name)));
      issues.forEach(name -> byIssue.computeIfAbsent(name, _ -> new ArrayList<>()).add(each));
    }
    return new Issues(
        byIssue.entrySet().stream()
            .map(entry -> new Issue(joined.names(entry.getKey()), entry.getValue()))
            .sorted(Comparator.comparing(Issue::title))
            .toList());
  }

  /** By title. */
  public List<Issue> all() {
    return all;
  }

  /** What the records of one problem say of a package. */
  public record Finding(Issue issue, Judgement judgement) {}

  /** What is said of a package, by all problems of which anything is said, in their order. */
  public List<Finding> judge(CarriedPackage carried) {
    Set<Integer> candidates = new TreeSet<>(byPackage.getOrDefault(carried.name(), Set.of()));
    candidates.addAll(byPackage.getOrDefault(carried.source(), Set.of()));
    List<Finding> findings = new ArrayList<>();
    for (int each : candidates) {
      Issue issue = all.get(each);
      issue.judge(carried).ifPresent(judgement -> findings.add(new Finding(issue, judgement)));
    }
    return findings;
  }

  /** Names of the same thing, in whatever case they are written. */
  private static final class Joined {
    private final Map<String, Set<String>> sets = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    Set<String> names(String name) {
      return sets.computeIfAbsent(
          name,
          only -> {
            Set<String> alone = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
            alone.add(only);
            return alone;
          });
    }

    /** The smaller set into the larger, so that each name moves only a few times. */
    void join(String one, String other) {
      Set<String> first = names(one);
      Set<String> second = names(other);
      // Two sets are the same or have nothing in common.
      if (!first.equals(second)) {
        boolean swapped = first.size() < second.size();
        Set<String> larger = swapped ? second : first;
        Set<String> smaller = swapped ? first : second;
        larger.addAll(smaller);
        smaller.forEach(name -> sets.put(name, larger));
      }
    }

    String first(String name) {
      return names(name).iterator().next();
    }
  }
}
