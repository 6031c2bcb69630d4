package io.holdfast.inventory.index;

import io.holdfast.inventory.statement.Role;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who carries what was asked for.
 *
 * @param carriers releases, extensions and content, by kind, name and version
 * @param nodes how many nodes hold at least one of them
 * @param byRole how many hold one of them in a role; a node may be counted in several
 * @param holdings by which the nodes are found, for the index alone
 */
public record Answer(
    List<Carrier> carriers, long nodes, Map<Role, Long> byRole, Set<Long> holdings) {
  /** Copies. */
  public Answer {
    carriers = List.copyOf(carriers);
    byRole = Map.copyOf(byRole);
    holdings = Set.copyOf(holdings);
  }
}
