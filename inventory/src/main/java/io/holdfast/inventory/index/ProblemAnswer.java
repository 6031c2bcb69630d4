package io.holdfast.inventory.index;

import io.holdfast.inventory.Component;
import io.holdfast.inventory.Inventory;
import io.holdfast.inventory.advisory.CarriedPackage;
import io.holdfast.inventory.advisory.Issue;
import io.holdfast.inventory.advisory.Verdict.Outcome;
import io.holdfast.inventory.plan.Standings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who carries what a problem's records mean.
 *
 * @param affected by version, or named by a record
 * @param nameOnly what a program cannot tell more of, and the nodes that hold none that is affected
 */
public record ProblemAnswer(Answer affected, Answer nameOnly) {
  /** Of inventories alone, which say nothing of nodes. */
  public static ProblemAnswer of(Issue issue, Collection<Inventory> inventories) {
    List<Carrier> affected = new ArrayList<>();
    List<Carrier> nameOnly = new ArrayList<>();
    for (Inventory inventory : inventories) {
      Inventory.Subject subject = inventory.subject();
      Set<String> worst = new TreeSet<>(matches(issue, inventory, Outcome.AFFECTED));
      if (Standings.isNamed(issue, subject.name(), subject.version())) {
        worst.add(ProblemSearch.ITSELF);
      }
      Set<String> others = matches(issue, inventory, Outcome.NAME_ONLY);
      if (!worst.isEmpty()) {
        affected.add(new Carrier(subject, List.copyOf(worst)));
      } else if (!others.isEmpty()) {
        nameOnly.add(new Carrier(subject, List.copyOf(others)));
      }
    }
    return new ProblemAnswer(
        new Answer(affected, 0, Map.of(), Set.of()), new Answer(nameOnly, 0, Map.of(), Set.of()));
  }

  private static Set<String> matches(Issue issue, Inventory inventory, Outcome outcome) {
    Set<String> matches = new TreeSet<>();
    for (Component each : inventory.components()) {
      if (issue.outcome(CarriedPackage.of(each)) == outcome) {
        matches.add(each.name() + " " + each.version());
      }
    }
    return matches;
  }
}
