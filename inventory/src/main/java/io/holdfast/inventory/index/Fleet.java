package io.holdfast.inventory.index;

import io.holdfast.inventory.plan.Catalogue;
import io.holdfast.inventory.plan.HoldingNode;
import io.holdfast.inventory.plan.KnownRelease;
import io.holdfast.release.Version;
import io.holdfast.release.admission.Statements;
import io.holdfast.release.admission.Withdrawn;
import io.holdfast.release.manifest.ReleaseName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a plan is made of, as the index knows it.
 *
 * @param releases all, those too that a node alone has spoken of
 * @param nodes that say what they run
 * @param unclear nodes that say of no release that they run it, or of several, as {@code site/name}
 */
public record Fleet(List<KnownRelease> releases, List<HoldingNode> nodes, List<String> unclear) {
  /** Copies. */
  public Fleet {
    releases = List.copyOf(releases);
    nodes = List.copyOf(nodes);
    unclear = List.copyOf(unclear);
  }

  /** All releases, with what a repository says must not run. */
  public Catalogue catalogue(Statements said) {
    Map<ReleaseName, Version> floors = new HashMap<>();
    for (KnownRelease each : releases) {
      ReleaseName name = each.release().name();
      Version floor = said.floors().get(Withdrawn.Kind.RELEASE + " " + name);
      if (floor != null) {
        floors.put(name, floor);
      }
    }
    return new Catalogue(
        releases.stream().map(each -> withWithdrawal(each, said)).toList(), floors);
  }

  private static KnownRelease withWithdrawal(KnownRelease known, Statements said) {
    boolean isWithdrawn = said.of(known.release().manifest()) != null;
    return new KnownRelease(known.release(), known.architecture(), known.standing(), isWithdrawn);
  }
}
