package io.holdfast.inventory.plan;

import io.holdfast.inventory.statement.Exposure;
import io.holdfast.release.Digest;
import io.holdfast.release.manifest.ReleaseRef;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * A node and the releases that it holds.
 *
 * @param site where it is; may be empty
 * @param held what runs, exactly once, and whatever else it holds
 * @param barred manifests of what failed on it
 */
public record HoldingNode(
    String name, String site, Exposure exposure, List<Held> held, Set<Digest> barred) {

  private static final Comparator<Held> ORDER =
      Comparator.comparing(Held::place)
          .thenComparing(each -> each.release().name())
          .thenComparing(each -> each.release().version())
          .thenComparing(each -> each.release().manifest());

  /** A release in its place. */
  public record Held(Place place, ReleaseRef release) {
    @Override
    public String toString() {
      return release + ", " + place;
    }
  }

  /** Sorts, copies, and demands what runs. */
  public HoldingNode {
    held = held.stream().sorted(ORDER).toList();
    barred = Set.copyOf(barred);
    if (held.stream().filter(each -> each.place() == Place.RUNNING).count() != 1) {
      throw new IllegalArgumentException(
          "node '" + name + "' must say of one release, and no more, that it runs");
    }
  }

  /** What runs. */
  public ReleaseRef running() {
    return held.stream()
        .filter(each -> each.place() == Place.RUNNING)
        .map(Held::release)
        .findFirst()
        .orElseThrow();
  }
}
