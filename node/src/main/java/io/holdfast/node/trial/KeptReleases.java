package io.holdfast.node.trial;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of releases that a node keeps and does not run: recovery's is renewed from the last
 * known good, the other slot's is given up. Neither is a trial, for nothing that runs changes; each
 * is refused unless the last known good runs, is whole, and nothing is on trial. Pure.
 */
public final class KeptReleases {
  private KeptReleases() {}

  /**
   * The recovery slot is to be written with the last known good's release. Until {@link
   * #recoveryWritten} there is no recovery to start. Also takes up a writing that was interrupted,
   * and repairs a slot that is damaged.
   *
   * @throws RefusedException if recovery holds that release already, or the state forbids it
   */
  public static Change renewalBegun(NodeState state, Booted booted) throws RefusedException {
    String what = "Renewing recovery";
    ReleaseRef release = demandGood(state, booted, what).release();
    if (state.content(Slot.RECOVERY).equals(new SlotContent.Holds(release))) {
      throw new RefusedException(
          what, "it holds " + release + " already", "Nothing needs to be done");
    }
    return Change.of(state.withSlot(Slot.RECOVERY, new SlotContent.Unfinished(release)));
  }

  /**
   * The release is in the recovery slot, flushed, read back and verified, and the loader has its
   * entry. Whatever was put on trial since stays so.
   *
   * @throws RefusedException if the slot was not waiting for this release
   */
  public static Change recoveryWritten(NodeState state, ReleaseRef release)
      throws RefusedException {
    SlotContent content = state.content(Slot.RECOVERY);
    if (content.equals(new SlotContent.Holds(release))) {
      return Change.of(state);
    }
    if (!content.equals(new SlotContent.Unfinished(release))) {
      throw new RefusedException(
          "Renewing recovery",
          "its slot is not being written with " + release,
          "Begin again with 'holdfast upgrade --recovery'");
    }
    return Change.of(state.withSlot(Slot.RECOVERY, new SlotContent.Holds(release)));
  }

  /** What recovery is to be written with, where that was begun and not ended. */
  public static @Nullable ReleaseRef unfinishedRecovery(NodeState state) {
    return state.content(Slot.RECOVERY) instanceof SlotContent.Unfinished(ReleaseRef release)
        ? release
        : null;
  }

  /** The slot of a generation from which a release may be copied; empty if none holds it whole. */
  public static Optional<Slot> slotOf(NodeState state, ReleaseRef release) {
    SlotContent wanted = new SlotContent.Holds(release);
    Slot good = state.lastKnownGoodGeneration().slot();
    if (state.content(good).equals(wanted)) {
      return Optional.of(good);
    }
    return state.content(good.other()).equals(wanted)
        ? Optional.of(good.other())
        : Optional.empty();
  }

  /**
   * The other slot's release is given up, with all generations of it: the loader has no entry of it
   * any more, and nobody can go back to it. What is left is the last known good and recovery.
   *
   * @throws RefusedException if that release is not there, or the state forbids it
   */
  public static Change otherGivenUp(NodeState state, ReleaseRef release, Booted booted)
      throws RefusedException {
    String what = "Giving up " + release;
    Slot other = demandGood(state, booted, what).slot().other();
    if (!state.content(other).equals(new SlotContent.Holds(release))) {
      throw new RefusedException(
          what, "slot " + other + " does not hold it", "Nothing needs to be done");
    }
    return Change.of(
        state.withSlotAndHeld(other, new SlotContent.Empty(), state.heldOutside(other)),
        new Step.ReconcileLoader());
  }

  private static Generation demandGood(NodeState state, Booted booted, String what)
      throws RefusedException {
    Demands.demandIdle(state, what);
    Demands.demandGoodRuns(state, booted, what);
    Demands.demandWayBack(state, what);
    return state.lastKnownGoodGeneration();
  }
}
