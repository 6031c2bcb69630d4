package io.holdfast.inventory.plan;

import io.holdfast.inventory.plan.HoldingNode.Held;
import io.holdfast.inventory.statement.Exposure;
import io.holdfast.release.Digest;
import io.holdfast.release.manifest.ReleaseRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What is to be done with every node that is not clean.
 *
 * @param advisory the problem's name
 * @param lookedAt how many nodes there are, clean ones too
 * @param groups nodes with the same way, the most exposed first
 */
public record Plan(String advisory, int lookedAt, List<Group> groups) {
  private static final Comparator<HoldingNode> BY_EXPOSURE =
      Comparator.comparing(HoldingNode::exposure)
          .thenComparing(HoldingNode::site)
          .thenComparing(HoldingNode::name);

  private static final Comparator<Group> BY_URGENCY =
      Comparator.comparing(Group::exposure)
          .thenComparing(group -> group.way() instanceof WayOff.Stay)
          .thenComparingInt(group -> -group.nodes().size())
          .thenComparing(group -> group.running().toString())
          .thenComparing(group -> group.way().words())
          .thenComparing(group -> group.unclean().toString());

  /**
   * Nodes that run the same and go the same way.
   *
   * @param running what they run
   * @param unclean what must be dropped or written over besides, each once
   * @param nodes at least one, the most exposed first
   */
  public record Group(
      ReleaseRef running, WayOff way, List<String> unclean, List<HoldingNode> nodes) {
    /** Of its most exposed node. */
    public Exposure exposure() {
      return nodes.getFirst().exposure();
    }
  }

  private record Key(ReleaseRef running, WayOff way, List<String> unclean) {
    static Key of(NodePlan plan) {
      return new Key(
          plan.node().running(),
          plan.way(),
          List.copyOf(
              plan.unclean().stream()
                  .map(Held::toString)
                  .collect(Collectors.toCollection(TreeSet::new))));
    }
  }

  /** Decides for all of them; the same nodes in another order give the same plan. */
  public static Plan of(
      String advisory,
      Collection<HoldingNode> nodes,
      Catalogue catalogue,
      Containment containment) {
    Map<Key, List<HoldingNode>> groups = new HashMap<>();
    for (List<HoldingNode> alike : alike(nodes)) {
      NodePlan.of(alike.getFirst(), catalogue, containment)
          .ifPresent(
              plan -> groups.computeIfAbsent(Key.of(plan), _ -> new ArrayList<>()).addAll(alike));
    }
    List<Group> sorted = new ArrayList<>();
    groups.forEach(
        (key, members) ->
            sorted.add(
                new Group(
                    key.running,
                    key.way,
                    key.unclean,
                    members.stream().sorted(BY_EXPOSURE).toList())));
    sorted.sort(BY_URGENCY);
    return new Plan(advisory, nodes.size(), sorted);
  }

  /** What decides of a node: of a million, most hold the same. */
  private record Holding(List<Held> held, Set<Digest> barred) {}

  private static Collection<List<HoldingNode>> alike(Collection<HoldingNode> nodes) {
    return nodes.stream()
        .collect(Collectors.groupingBy(node -> new Holding(node.held(), node.barred())))
        .values();
  }

  /** How many nodes are not clean. */
  public int notClean() {
    return groups.stream().mapToInt(each -> each.nodes().size()).sum();
  }
}
