package io.holdfast.inventory.plan;

import io.holdfast.inventory.plan.HoldingNode.Held;
import io.holdfast.release.Digest;
import io.holdfast.release.Version;
import io.holdfast.release.manifest.ReleaseName;
import io.holdfast.release.manifest.ReleaseRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What is to be done with one node.
 *
 * @param way of what runs
 * @param unclean what it holds besides and must not be started: it is dropped or written over
 */
public record NodePlan(HoldingNode node, WayOff way, List<Held> unclean) {

  /**
   * Decides. Never into a release that is affected, withdrawn, unknown, matched by name only, or
   * barred on the node; never below a floor, except back to the node's own last known good.
   *
   * @return nothing if all that the node holds is safe
   */
  public static Optional<NodePlan> of(
      HoldingNode node, Catalogue catalogue, Containment containment) {
    List<Held> unclean =
        node.held().stream()
            .filter(each -> each.place() != Place.RUNNING)
            .filter(each -> isBad(each.release(), catalogue))
            .toList();
    WayOff way = wayOff(node, catalogue, containment);
    return way instanceof WayOff.Stay && unclean.isEmpty()
        ? Optional.empty()
        : Optional.of(new NodePlan(node, way, unclean));
  }

  private static boolean isBad(ReleaseRef release, Catalogue catalogue) {
    return catalogue.find(release.manifest()).map(KnownRelease::isBad).orElse(false);
  }

  private static WayOff wayOff(HoldingNode node, Catalogue catalogue, Containment containment) {
    ReleaseRef running = node.running();
    Optional<KnownRelease> known = catalogue.find(running.manifest());
    if (known.isPresent() && known.get().isBad()) {
      return wayOff(node, known.get(), catalogue, containment);
    }
    return switch (known.map(KnownRelease::standing).orElse(Standing.UNKNOWN)) {
      case UNAFFECTED -> new WayOff.Stay();
      case NAME_ONLY ->
          new WayOff.Person(running + " matches by the name of a package, and no more is known");
      default -> new WayOff.Person("what is in " + running + " is not known");
    };
  }

  private static WayOff wayOff(
      HoldingNode node, KnownRelease running, Catalogue catalogue, Containment containment) {
    return newer(node, running, catalogue)
        .or(() -> older(node, running, catalogue))
        .orElseGet(() -> contain(node, running, catalogue, containment));
  }

  /** What is staged, if it is safe; else the lowest safe version, as that changes least. */
  private static Optional<WayOff> newer(
      HoldingNode node, KnownRelease running, Catalogue catalogue) {
    ReleaseName name = running.release().name();
    Version version = running.release().version();
    List<ReleaseRef> safe =
        catalogue.named(name).stream()
            .filter(KnownRelease::isSafe)
            .filter(each -> each.architecture() != null)
            .filter(each -> each.architecture() == running.architecture())
            .map(KnownRelease::release)
            .filter(each -> each.version().compareTo(version) > 0)
            .filter(each -> !catalogue.isBelowFloor(name, each.version()))
            .filter(each -> !node.barred().contains(each.manifest()))
            .toList();
    List<Digest> staged =
        node.held().stream()
            .filter(each -> each.place() == Place.STAGED)
            .map(each -> each.release().manifest())
            .toList();
    return safe.stream()
        .filter(each -> staged.contains(each.manifest()))
        .findFirst()
        .or(() -> safe.stream().findFirst())
        .map(to -> new WayOff.Upgrade(to, staged.contains(to.manifest())));
  }

  /** The last known good, if it is safe; else the newest of what it has besides. */
  private static Optional<WayOff> older(
      HoldingNode node, KnownRelease running, Catalogue catalogue) {
    return node.held().stream()
        .filter(each -> whyNot(node, each, running, catalogue).isEmpty())
        .max(
            Comparator.comparing((Held each) -> each.place() == Place.LAST_KNOWN_GOOD)
                .thenComparing(each -> each.release().version())
                .thenComparing(each -> each.release().manifest()))
        .map(each -> new WayOff.Revert(each.release(), each.place()));
  }

  /** Why a release that the node holds is none to go back to; empty if it is one. */
  private static String whyNot(
      HoldingNode node, Held held, KnownRelease running, Catalogue catalogue) {
    ReleaseRef release = held.release();
    Optional<KnownRelease> known = catalogue.find(release.manifest());
    if (held.place() != Place.LAST_KNOWN_GOOD && held.place() != Place.OLDER) {
      return "it is " + held.place();
    }
    if (known.isEmpty()) {
      return "what is in it is not known";
    }
    if (known.get().withdrawn()) {
      return "it is withdrawn";
    }
    if (!known.get().isSafe()) {
      return switch (known.get().standing()) {
        case AFFECTED -> "it is affected";
        case NAME_ONLY -> "it matches by the name of a package";
        default -> "what is in it is not known";
      };
    }
    if (node.barred().contains(release.manifest())) {
      return "it failed there before";
    }
    if (!release.name().equals(running.release().name())) {
      return "it has another name than what runs";
    }
    boolean below = catalogue.isBelowFloor(release.name(), release.version());
    return below && held.place() != Place.LAST_KNOWN_GOOD
        ? "it is below the floor " + catalogue.floor(release.name())
        : "";
  }

  private static WayOff contain(
      HoldingNode node, KnownRelease running, Catalogue catalogue, Containment containment) {
    String why = reasons(node, running, catalogue);
    if (containment != Containment.RECOVERY) {
      return new WayOff.Contain(containment, why);
    }
    boolean safe =
        node.held().stream()
            .filter(each -> each.place() == Place.RECOVERY)
            .map(each -> catalogue.find(each.release().manifest()))
            .anyMatch(each -> each.isPresent() && each.get().isSafe());
    return safe
        ? new WayOff.Contain(containment, why)
        : new WayOff.Person(why + "; its recovery is not known to be safe either");
  }

  private static String reasons(HoldingNode node, KnownRelease running, Catalogue catalogue) {
    List<String> reasons = new ArrayList<>();
    reasons.add("no unaffected newer release of " + running.release().name() + " is for it");
    for (Held each : node.held()) {
      if (each.place() == Place.LAST_KNOWN_GOOD || each.place() == Place.OLDER) {
        String why = whyNot(node, each, running, catalogue);
        boolean same = each.release().equals(running.release());
        reasons.add(
            "its "
                + each.place()
                + " is "
                + (same ? "what runs" : each.release() + ", and " + why));
      }
    }
    return String.join("; ", reasons);
  }
}
