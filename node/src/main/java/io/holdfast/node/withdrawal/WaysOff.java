package io.holdfast.node.withdrawal;

import io.holdfast.config.policy.Containment;
import io.holdfast.node.trial.Booted;
import io.holdfast.node.trial.Generation;
import io.holdfast.node.trial.NodeState;
import io.holdfast.node.trial.ReleaseRef;
import io.holdfast.node.trial.Slot;
import io.holdfast.node.trial.SlotContent;
import io.holdfast.node.trial.Trial;
import io.holdfast.release.admission.Vouched;
import io.holdfast.release.admission.Withdrawn;
import io.holdfast.release.admission.Withdrawn.Kind;
import io.holdfast.release.content.ContentRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides how a node leaves what is withdrawn, in the order of the operator's plan
 * (docs/advisories.md): a newer release, one that is held first; an older one that is held;
 * containment; a person. Never to what is withdrawn, failed here, or is below a floor, but for the
 * last known good. Pure.
 */
public final class WaysOff {
  private static final Comparator<Generation> BY_VERSION =
      Comparator.comparing((Generation each) -> each.release().version())
          .thenComparingInt(Generation::number);

  private final Situation here;
  private final NodeState state;
  private final Generation good;

  private WaysOff(Situation here) {
    this.here = here;
    this.state = here.state();
    this.good = state.lastKnownGoodGeneration();
  }

  /**
   * One way for each thing withdrawn that runs or is on trial, the most urgent first: the release,
   * the configuration, then contents and extensions. If nothing is, one for the first release that
   * is only kept: in recovery, or in the other slot. Only one can be gone at a time; the next
   * follows from what the state is then. In recovery nothing is to be left.
   */
  public static List<WayOff> of(Situation here) {
    if (here.booted() instanceof Booted.InRecovery) {
      return List.of();
    }
    WaysOff ways = new WaysOff(here);
    Generation running = here.state().running(here.booted());
    return here.state().trial() instanceof Trial.Active trial
        ? ways.duringTrial(trial, running)
        : ways.whileIdle(running);
  }

  /** A trial goes on, also a good one while a withdrawn generation runs: it is the way off. */
  private List<WayOff> duringTrial(Trial.Active trial, @Nullable Generation running) {
    Generation tried = trial.generation();
    Withdrawn bad = newlyWithdrawn(tried);
    if (bad != null && !(trial instanceof Trial.Reverting)) {
      return List.of(wayOffTrial(bad, trial));
    }
    Withdrawn runs = running == null ? null : here.of(running);
    if (runs == null) {
      return List.of();
    }
    // Of what is armed, a restart alone is missing, which somebody may have kept to himself.
    boolean helps = trial instanceof Trial.Armed && here.of(tried) == null && needsStart();
    return List.of(
        helps
            ? new WayOff.Restart(runs, tried)
            : new WayOff.Wait(runs, tried + " is on trial; what follows is decided after it"));
  }

  private boolean needsStart() {
    return !state.isTrialInPlace() || state.isTrialFromStart();
  }

  private WayOff wayOffTrial(Withdrawn bad, Trial.Active trial) {
    Generation tried = trial.generation();
    if (!(trial instanceof Trial.Trying)) {
      // Nothing of it runs, so nothing is started by its end.
      return new WayOff.EndTrial(bad, tried);
    }
    Withdrawn before = here.of(good);
    if (before != null) {
      return new WayOff.Wait(
          bad, "what " + tried + " would go back to holds " + before + ", withdrawn, too");
    }
    return state.isTrialInPlace() || state.lastKnownGoodIsWhole()
        ? new WayOff.EndTrial(bad, tried)
        : new WayOff.Wait(bad, "what " + tried + " would go back to is damaged");
  }

  /** What is withdrawn of a trial, and would not be there without it. */
  private @Nullable Withdrawn newlyWithdrawn(Generation tried) {
    Withdrawn release = here.seen().of(tried.release().manifest());
    if (release != null && !tried.isBesides(good)) {
      return release;
    }
    for (ContentRef content : tried.contentsNotIn(good)) {
      Withdrawn found = here.seen().of(content.manifest());
      if (found != null) {
        return found;
      }
    }
    return tried.configuration().equals(good.configuration()) ? null : here.ofConfiguration(tried);
  }

  private List<WayOff> whileIdle(@Nullable Generation running) {
    if (running == null || running.entry() != good.entry()) {
      return besidesGood(running);
    }
    List<WayOff> ways = offWhatRuns();
    return ways.isEmpty() ? offWhatIsKept() : ways;
  }

  private List<WayOff> offWhatRuns() {
    List<WayOff> ways = new ArrayList<>();
    Withdrawn release = here.seen().of(good.release().manifest());
    if (release != null) {
      ways.add(offRelease(release));
    }
    Withdrawn configuration = here.ofConfiguration(good);
    if (configuration != null) {
      ways.add(offConfiguration(configuration));
    }
    for (ContentRef content : good.contents()) {
      Withdrawn found = here.seen().of(content.manifest());
      if (found != null) {
        ways.add(offContent(found, content));
      }
    }
    return ways;
  }

  /** Recovery first: only beside one that may start is the other slot's release given up. */
  private List<WayOff> offWhatIsKept() {
    ReleaseRef runs = good.release();
    Withdrawn recovery = withdrawnIn(Slot.RECOVERY);
    if (!state.lastKnownGoodIsWhole()) {
      return List.of();
    }
    if (recovery != null) {
      // What was refused to be changed to is another matter: this runs here already.
      boolean has =
          here.vouched().stream().anyMatch(each -> each.manifest().equals(runs.manifest()));
      return List.of(
          has
              ? new WayOff.Renew(recovery, runs)
              : new WayOff.Person(
                  recovery, "recovery holds it, and cannot be renewed from here with " + runs));
    }
    Withdrawn other = withdrawnIn(good.slot().other());
    return other != null
            && state.content(Slot.RECOVERY) instanceof SlotContent.Holds
            && state.content(good.slot().other()) instanceof SlotContent.Holds(ReleaseRef held)
        ? List.of(new WayOff.GiveUp(other, held))
        : List.of();
  }

  private @Nullable Withdrawn withdrawnIn(Slot slot) {
    return state.content(slot) instanceof SlotContent.Holds(ReleaseRef release)
        ? here.seen().of(release.manifest())
        : null;
  }

  /** A person chose another entry in the loader's menu: nothing can be written, only left. */
  private List<WayOff> besidesGood(@Nullable Generation running) {
    Withdrawn runs = running == null ? null : here.of(running);
    if (runs == null) {
      return List.of();
    }
    return List.of(
        here.of(good) == null && state.lastKnownGoodIsWhole()
            ? new WayOff.Restart(runs, good)
            : contain(runs, "the last known good, " + good + ", is withdrawn or damaged, too"));
  }

  private WayOff offRelease(Withdrawn what) {
    ReleaseRef left = good.release();
    List<Generation> held =
        state.held().stream()
            .filter(each -> !each.isBesides(good) && each.release().name().equals(left.name()))
            .filter(here::mayReturnTo)
            .sorted(BY_VERSION.reversed())
            .toList();
    Optional<WayOff> newerHeld =
        held.stream()
            .filter(each -> each.release().version().compareTo(left.version()) > 0)
            .findFirst()
            .map(to -> new WayOff.Back(what, to));
    return newerHeld
        .or(() -> newerRelease(left).map(to -> new WayOff.Bring(what, to)))
        .or(() -> held.stream().findFirst().map(to -> new WayOff.Back(what, to)))
        .orElseGet(() -> contain(what, reasons(left)));
  }

  /** The lowest that is newer, as that changes least. */
  private Optional<Vouched> newerRelease(ReleaseRef left) {
    return vouchedFor(Kind.RELEASE, left.name())
        .filter(each -> each.version().compareTo(left.version()) > 0)
        .min(Comparator.comparing(Vouched::version));
  }

  private Stream<Vouched> vouchedFor(Kind kind, String name) {
    return here.vouched().stream()
        .filter(each -> each.kind() == kind && each.name().equals(name))
        .filter(here::mayBring);
  }

  /** Beside what runs, so that a held release is not started for it. */
  private WayOff offConfiguration(Withdrawn what) {
    Comparator<Generation> best =
        Comparator.comparing((Generation each) -> each.contents().equals(good.contents()))
            .thenComparingInt(Generation::number);
    Optional<WayOff> held =
        state.held().stream()
            .filter(each -> each.isBesides(good))
            .filter(each -> !each.configuration().equals(good.configuration()))
            .filter(here::mayReturnTo)
            .max(best)
            .map(to -> new WayOff.Back(what, to));
    return held.or(() -> newest(what))
        .orElseGet(
            () ->
                new WayOff.Person(
                    what, "no other configuration is held or vouched for that may run"));
  }

  /** An extension fits the release that it was held with, and perhaps no other. */
  private WayOff offContent(Withdrawn what, ContentRef left) {
    Optional<WayOff> held =
        state.held().stream()
            .filter(each -> each.isBesides(good) || !left.channel().isExtension())
            .flatMap(each -> Stream.ofNullable(each.content(left.channel())))
            .filter(here::mayReturnTo)
            .max(Comparator.comparing(ContentRef::version))
            .map(to -> new WayOff.BackToContent(what, to));
    return held.or(() -> newest(what))
        .orElseGet(
            () ->
                new WayOff.Person(
                    what,
                    "no other version of "
                        + left.channel().described()
                        + " is held or vouched for that may run"));
  }

  private Optional<WayOff> newest(Withdrawn what) {
    return vouchedFor(Kind.CONTENT, what.name())
        .max(Comparator.comparing(Vouched::version))
        .map(to -> new WayOff.Bring(what, to));
  }

  private WayOff contain(Withdrawn what, String why) {
    if (here.containment() != Containment.RECOVERY) {
      return new WayOff.Contain(what, here.containment(), why);
    }
    boolean safe =
        state.content(Slot.RECOVERY) instanceof SlotContent.Holds(ReleaseRef release)
            && here.seen().of(release.manifest()) == null;
    return safe
        ? new WayOff.Contain(what, Containment.RECOVERY, why)
        : new WayOff.Person(what, why + "; recovery is withdrawn or damaged, too");
  }

  private String reasons(ReleaseRef left) {
    String none = "nobody vouches here for a newer " + left.name() + " that may run";
    Generation older = state.older();
    return older == null
        ? none + ", and no other release is held"
        : none + ", and " + older + " may not run again";
  }
}
