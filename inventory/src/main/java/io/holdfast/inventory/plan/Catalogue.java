package io.holdfast.inventory.plan;

import io.holdfast.release.Digest;
import io.holdfast.release.Version;
import io.holdfast.release.manifest.ReleaseName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All releases that are known, and the floors below which no node goes. Immutable; safe for use by
 * several threads.
 */
public final class Catalogue {
  /** From the oldest to the newest; of equal versions, always in the same order. */
  private static final Comparator<KnownRelease> ORDER =
      Comparator.comparing((KnownRelease each) -> each.release().version())
          .thenComparing(each -> each.release().manifest());

  private final Map<Digest, KnownRelease> byManifest = new HashMap<>();
  private final Map<ReleaseName, List<KnownRelease>> byName = new HashMap<>();
  private final Map<ReleaseName, Version> floors;

  /**
   * Of two entries for one release, the worse counts.
   *
   * @param floors the lowest version that a node may be brought to, by name
   */
  public Catalogue(List<KnownRelease> releases, Map<ReleaseName, Version> floors) {
    this.floors = Map.copyOf(floors);
    for (KnownRelease each : releases) {
      byManifest.merge(each.release().manifest(), each, Catalogue::worse);
    }
    for (KnownRelease each : byManifest.values()) {
      byName.computeIfAbsent(each.release().name(), _ -> new ArrayList<>()).add(each);
    }
    byName.values().forEach(list -> list.sort(ORDER));
  }

  private static KnownRelease worse(KnownRelease one, KnownRelease other) {
    boolean withdrawn = one.withdrawn() || other.withdrawn();
    Standing standing =
        one.standing().compareTo(other.standing()) > 0 ? one.standing() : other.standing();
    // That somebody does not know it does not make it less affected.
    boolean affected = one.standing() == Standing.AFFECTED || other.standing() == Standing.AFFECTED;
    return new KnownRelease(
        one.release(), one.architecture(), affected ? Standing.AFFECTED : standing, withdrawn);
  }

  /** The release with this manifest, if it is known. */
  Optional<KnownRelease> find(Digest manifest) {
    return Optional.ofNullable(byManifest.get(manifest));
  }

  /** Those of a name, from the oldest to the newest. */
  List<KnownRelease> named(ReleaseName name) {
    return byName.getOrDefault(name, List.of());
  }

  /** Null if there is none for this name. */
  @Nullable Version floor(ReleaseName name) {
    return floors.get(name);
  }

  boolean isBelowFloor(ReleaseName name, Version version) {
    Version floor = floor(name);
    return floor != null && version.compareTo(floor) < 0;
  }
}
