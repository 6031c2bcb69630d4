package io.holdfast.config.policy;

import org.jspecify.annotations.Nullable;

/**
 * All that an operator decides about a node itself. Immutable.
 *
 * @param extensions which it may have, and which it is to have
 * @param keys which of the release's count
 * @param site where it stands; null if nobody says
 * @param windows when it may begin a change by itself
 * @param withdrawn where it learns what is withdrawn; null if nobody says
 */
public record Policy(
    DeclaredExtensions extensions,
    CountedKeys keys,
    @Nullable Site site,
    MaintenanceWindows windows,
    @Nullable WithdrawnSource withdrawn) {

  /** Where nothing is declared. */
  public static final Policy NONE =
      new Policy(DeclaredExtensions.NONE, CountedKeys.ALL, null, MaintenanceWindows.ANY_TIME, null);
}
