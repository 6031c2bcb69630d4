package io.holdfast.node.trial;

import io.holdfast.release.Digest;
import io.holdfast.release.content.ChannelName;
import io.holdfast.release.content.ContentRef;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Every transition of a node's trial: one pure method an event, from a state to a {@link Change}.
 * The table of all of them is in the package's description. Safe for use by several threads; that
 * only one decides at a time is the store's part.
 *
 * <p>{@code booted} is always what runs now, {@code now} the node's clock, which only dates
 * history.
 */
public final class TrialMachine {
  /**
   * Restarts in a row to finish a switch that a loss of power interrupted. Each needs a loss of
   * power of its own; without one, a loader that still starts something else never will start it.
   */
  public static final int MAX_FINISHING_REBOOTS = 3;

  /**
   * Restarts in a row to leave what should not run: a generation that reverts or is not held, or
   * the old one after an interrupted commit. More than for finishing, for running on there is
   * worse; but a machine whose ESP forgets what is written must not restart for ever.
   */
  public static final int MAX_LEAVING_REBOOTS = 10;

  private TrialMachine() {}

  /**
   * A release is to be written. The slot that is neither the last known good's nor running gives up
   * the older generation it may hold, in the state and in the loader, before its first byte
   * changes. Also takes up a writing that was interrupted.
   *
   * @throws RefusedException if something is on trial, the release is barred or runs already, or no
   *     slot is free
   */
  public static Change beginWriting(NodeState state, ReleaseRef release, Booted booted)
      throws RefusedException {
    String what = "Writing " + release;
    Demands.demandIdle(state, what);
    Demands.demandAllowed(state, release.manifest(), what);
    Generation good = state.lastKnownGoodGeneration();
    if (good.release().manifest().equals(release.manifest()) && state.lastKnownGoodIsWhole()) {
      throw new RefusedException(
          what, "it is the last known good, " + good, "Nothing needs to be done");
    }
    Slot target = good.slot().other();
    Slot running = runningSlot(state, booted);
    if (running == null || running == target) {
      throw new RefusedException(
          what,
          "the machine runs neither the last known good nor recovery, and slot "
              + target
              + " is not free",
          "Restart into " + good + " first");
    }
    return Change.of(
        state.withSlotAndHeld(
            target, new SlotContent.Unfinished(release), state.heldOutside(target)),
        new Step.ReconcileLoader(),
        new Step.WriteSlot(target, release));
  }

  /**
   * The release that was to be written is in its slot, flushed, read back and verified: it is
   * staged.
   *
   * @throws RefusedException if no slot was waiting for this release
   */
  public static Change slotWritten(NodeState state, ReleaseRef release, Instant now)
      throws RefusedException {
    String what = "Staging " + release;
    Demands.demandIdle(state, what);
    Slot target = state.lastKnownGoodGeneration().slot().other();
    if (!state.content(target).equals(new SlotContent.Unfinished(release))) {
      throw new RefusedException(
          what, "slot " + target + " is not being written with it", "Begin the upgrade again");
    }
    return staged(
        state.withSlot(target, new SlotContent.Holds(release)),
        release,
        target,
        state.lastKnownGoodGeneration().contents(),
        now);
  }

  /**
   * Content of a channel is on the disk, flushed, read back and verified: it is staged.
   *
   * @throws RefusedException if something is on trial, the content is barred or in use already, or
   *     what runs is not the last known good
   */
  public static Change contentStaged(
      NodeState state, ContentRef content, Booted booted, Instant now) throws RefusedException {
    String what = "Staging " + content;
    Demands.demandIdle(state, what);
    Demands.demandAllowed(state, content.manifest(), what);
    Generation good = state.lastKnownGoodGeneration();
    if (good.contents().contains(content)) {
      throw new RefusedException(what, "it is in use already", "Nothing needs to be done");
    }
    Demands.demandGoodRuns(state, booted, what);
    List<ContentRef> contents = good.contentsWith(content);
    Demands.demandRoom(contents, what);
    return stagedInPlace(state, good.next(good.number(), contents, now), now);
  }

  /**
   * A person does not want an extension any more: the generation without it is staged.
   *
   * @throws RefusedException if something is on trial, there is no such extension, or what runs is
   *     not the last known good
   */
  public static Change extensionRemoved(
      NodeState state, ChannelName extension, Booted booted, Instant now) throws RefusedException {
    String what = "Removing extension " + extension.name();
    Demands.demandIdle(state, what);
    Generation good = state.lastKnownGoodGeneration();
    if (good.content(extension) == null) {
      throw new RefusedException(
          what, "this node has none of that name", "See 'holdfast extension list'");
    }
    Demands.demandGoodRuns(state, booted, what);
    return stagedInPlace(
        state, good.next(good.number(), good.contentsWithout(extension), now), now);
  }

  /**
   * What is staged is to be tried, at once: a release by a restart, content by a switch that the
   * agent makes, see {@link #switchBegun}.
   *
   * @param tries how many boots may end without a trace, 1 to {@link Trial#MAX_TRIES}
   * @param deadline of one boot, see {@link Deadline}; at most {@link Trial#MAX_DEADLINE}
   * @throws RefusedException if nothing is staged
   * @throws IllegalArgumentException if tries or deadline are out of range
   */
  public static Change arm(NodeState state, int tries, Duration deadline) throws RefusedException {
    if (!(state.trial() instanceof Trial.Staged(Generation generation))) {
      throw new RefusedException(
          "Arming",
          "nothing is staged: " + Demands.describe(state.trial()),
          "Upgrade or revert first");
    }
    NodeState armed =
        state.withFinishingReboots(0).withTrial(new Trial.Armed(generation, tries, deadline));
    Step reboot = new Step.Reboot("to try " + generation);
    if (!state.isTrialInPlace()) {
      return Change.of(armed, new Step.ReconcileLoader(), reboot);
    }
    return state.isTrialFromStart() ? Change.of(armed, reboot) : Change.of(armed);
  }

  /**
   * The agent switches to what is armed and differs in its contents alone. The mark is on disk
   * before the first link is changed: a machine that dies from here on goes back at its next start,
   * before anything reads them.
   *
   * @param bootId the kernel's identifier of the boot under way
   * @throws RefusedException if no content is armed, or what runs is not the last known good
   */
  public static Change switchBegun(NodeState state, Booted booted, String bootId)
      throws RefusedException {
    String what = "Switching content";
    if (!(state.trial() instanceof Trial.Armed(Generation armed, int tries, Duration deadline))
        || !state.isTrialInPlace()) {
      throw new RefusedException(
          what, "none is armed: " + Demands.describe(state.trial()), "Nothing needs to be done");
    }
    Demands.demandGoodRuns(state, booted, what);
    return Change.of(
        state.withTrial(new Trial.Trying(armed, tries, deadline, bootId)), new Step.Activate());
  }

  /** The agent started. Never refused: whatever was booted, something sensible follows. */
  public static Change bootObserved(NodeState state, Boot boot, Instant now) {
    return new BootVerdict(state, boot, now).change();
  }

  /**
   * True if a boot changes nothing, whatever the loader's entries are: the last known good runs and
   * is whole, nothing is on trial, and the boot before left no sign. What {@link #bootObserved}
   * asks for is then a look at the entries, and that can wait.
   */
  public static boolean isOrdinary(NodeState state, Booted booted, PreviousEnd previousEnd) {
    return state.trial() instanceof Trial.Idle
        && state.lastKnownGoodIsWhole()
        && state.counters().finishingReboots() == 0
        && runs(booted, state.lastKnownGoodGeneration())
        && previousEnd instanceof PreviousEnd.Unexplained;
  }

  /**
   * A required check of the generation on trial has failed for good. It reverts at once, whatever
   * tries are left.
   *
   * @throws RefusedException if what runs is not on trial, or there is nothing whole to go back to
   */
  public static Change requiredCheckFailed(
      NodeState state, Booted booted, String name, String output) throws RefusedException {
    String what = "Reverting for health check " + name;
    Trial.Trying trying = Demands.demandTrying(state, booted, what);
    if (!state.isTrialInPlace()) {
      Demands.demandWayBack(state, what);
    }
    RevertReason reason = new RevertReason.Failed(new PreviousEnd.CheckFailed(name, output));
    return Undoing.leaving(state, Undoing.undo(state, trying, reason, booted), booted);
  }

  /**
   * The required checks of the generation on trial have held for the bake time: it commits. The
   * state comes first; a machine that dies before the loader's entry is settled boots the old
   * generation, whose agent settles it.
   *
   * @throws RefusedException if what runs is not on trial
   */
  public static Change bakeTimeHeld(NodeState state, Booted booted, Instant now)
      throws RefusedException {
    Trial.Trying trying = Demands.demandTrying(state, booted, "Committing");
    Generation committed = trying.generation().since(now);
    NodeState next =
        state
            .withTrialAndHeld(new Trial.Idle(), heldAfter(state, committed))
            .withBadEnds(BadEnds.NONE)
            .recording(new Outcome.Committed(now, committed));
    return state.isTrialInPlace()
        ? Change.of(next)
        : Change.of(next.withFinishingReboots(0), new Step.ReconcileLoader());
  }

  /** Nothing in a slot that the new one replaces is of use any more, nor in a damaged one. */
  private static List<Generation> heldAfter(NodeState state, Generation committed) {
    Generation good = state.lastKnownGoodGeneration();
    if (committed.isBesides(good) || state.lastKnownGoodIsWhole()) {
      return state.heldWith(committed);
    }
    return List.of(committed);
  }

  /**
   * A person wants to go back: from what is staged or on trial to the last known good (it is not
   * barred, but for a configuration, which the next start would find again), or, with nothing on
   * trial, from the last known good to the older generation, which goes on trial as a new one.
   *
   * @throws RefusedException if there is nothing to go back to
   */
  public static Change revertRequested(NodeState state, Booted booted, Instant now)
      throws RefusedException {
    String what = "Reverting";
    return switch (state.trial()) {
      case Trial.Idle _ -> {
        Generation older = state.before();
        if (older == null) {
          throw new RefusedException(
              what,
              "no generation but the last known good is held",
              "Upgrade to the release that you want instead");
        }
        yield revertRequestedTo(state, older.number(), booted, now);
      }
      case Trial.Staged(Generation generation) ->
          Change.of(
              state
                  .withTrial(new Trial.Idle())
                  .recording(
                      new Outcome.Reverted(now, generation, new RevertReason.ByPerson(), 0)));
      case Trial.Armed armed -> Undoing.undo(state, armed, new RevertReason.ByPerson(), booted);
      case Trial.Trying trying -> {
        if (runs(booted, trying.generation()) && !state.isTrialInPlace()) {
          Demands.demandWayBack(state, what);
        }
        yield Undoing.leaving(
            state, Undoing.undo(state, trying, new RevertReason.ByPerson(), booted), booted);
      }
      case Trial.Reverting reverting ->
          throw new RefusedException(
              what,
              Demands.describe(reverting) + " already",
              "Wait until the machine has restarted");
    };
  }

  /**
   * A person wants a certain generation. The last known good while something is on trial: as {@link
   * #revertRequested}. The older one while nothing is: a new generation with its release and slot
   * is staged, and is on trial like any other.
   *
   * @throws RefusedException if that generation is not held, barred, or runs already, or something
   *     else is on trial
   */
  public static Change revertRequestedTo(NodeState state, int number, Booted booted, Instant now)
      throws RefusedException {
    String what = "Reverting to generation " + number;
    if (state.trial() instanceof Trial.Active && number == state.lastKnownGood()) {
      return revertRequested(state, booted, now);
    }
    Demands.demandIdle(state, what);
    Generation wanted = state.held(number);
    if (wanted == null) {
      throw new RefusedException(
          what,
          "it is not held on this node any more",
          "See 'holdfast status' for what the slots hold, or upgrade to its release");
    }
    if (number == state.lastKnownGood()) {
      throw new RefusedException(
          what, "it is the last known good", "If something else runs, restart the machine");
    }
    Generation good = state.lastKnownGoodGeneration();
    Change staged;
    if (wanted.isBesides(good)) {
      Demands.demandGoodRuns(state, booted, what);
      for (Digest part : wanted.partsNotIn(good)) {
        Demands.demandAllowed(state, part, what);
      }
      if (wanted.hasPartsOf(good)) {
        throw new RefusedException(
            what, "the last known good is the same but for its number", "Nothing needs to be done");
      }
      staged = stagedInPlace(Configurations.left(state, good, wanted), wanted, now);
    } else {
      Demands.demandAllowed(state, wanted.release().manifest(), what);
      staged = staged(state, wanted.release(), wanted.slot(), wanted.contents(), now);
    }
    Generation generation = staged.state().onTrial();
    if (generation == null) {
      throw new IllegalStateException("a staged state has a generation on trial");
    }
    return Change.of(staged.state(), new Step.VerifyStaged(generation));
  }

  /**
   * The loader has no entry of the reverting generation any more: the trial is over. Harmless when
   * nothing is reverting.
   *
   * @throws RefusedException while the reverting generation itself runs
   */
  public static Change revertFinished(NodeState state, Booted booted, Instant now)
      throws RefusedException {
    if (!(state.trial()
        instanceof Trial.Reverting(Generation failed, RevertReason why, int kept))) {
      return Change.of(state);
    }
    Generation good = state.lastKnownGoodGeneration();
    if (runs(booted, failed) && !state.isTrialInPlace()) {
      throw new RefusedException("Ending the revert", failed + " still runs", "Restart first");
    }
    NodeState over =
        state
            .withTrial(new Trial.Idle())
            .recording(new Outcome.Reverted(now, failed, why, kept))
            .withFinishingReboots(0);
    if (why.bars()) {
      for (Digest manifest : Undoing.whatFailed(failed, good)) {
        over = over.barring(new Barred(manifest, why.words(), kept));
      }
    }
    return afterRevert(over, booted, now);
  }

  /** What was put off while something was on trial: leaving a damaged last known good. */
  private static Change afterRevert(NodeState over, Booted booted, Instant now) {
    Generation good = over.lastKnownGoodGeneration();
    if (over.content(good.slot()) instanceof SlotContent.Damaged(ReleaseRef release, String why)) {
      SlotDamage damage = new SlotDamage(over, good.slot(), release, why, booted, now);
      if (damage.refuge() != null) {
        return damage.ofLastKnownGood();
      }
    }
    return Change.of(over, new Step.ReconcileLoader());
  }

  /**
   * A person allows a barred release or content again.
   *
   * @throws RefusedException if it is not barred
   */
  public static Change allow(NodeState state, Digest manifest) throws RefusedException {
    if (state.barring(manifest) == null) {
      throw new RefusedException(
          "Allowing " + manifest, "it is not barred here", "See 'holdfast status' for what is");
    }
    List<Barred> left = new ArrayList<>(state.barred());
    left.removeIf(entry -> entry.manifest().equals(manifest));
    NodeState next = state.withBarred(left);
    Generation older = next.older();
    // Only then is an entry missing; while something is armed, reconciling is for boots alone.
    return older != null && older.release().manifest().equals(manifest)
        ? Change.of(next, new Step.ReconcileLoader())
        : Change.of(next);
  }

  /**
   * A boot was found healthy. Only those of committed generations count, for only they may set what
   * is normal for this machine.
   *
   * @param took from the kernel's start until the required checks passed
   */
  public static Change healthyBootMeasured(NodeState state, Booted booted, Duration took) {
    boolean committed =
        booted instanceof Booted.ByEntry(int entry) && state.startedBy(entry) != null;
    Duration measured = Duration.ofMillis(took.toMillis());
    return committed && measured.isPositive()
        ? Change.of(state.withBootDuration(measured))
        : Change.of(state);
  }

  /**
   * Blocks of a slot do not match their verity tree. What is on trial there reverts; what is staged
   * or held there is dropped; if it is the last known good, and nothing is on trial, the older
   * generation takes its place.
   *
   * @throws RefusedException if the slot has nothing to be damaged
   */
  public static Change slotDamaged(
      NodeState state, Slot slot, String why, Booted booted, Instant now) throws RefusedException {
    return switch (state.content(slot)) {
      case SlotContent.Empty _, SlotContent.Unfinished _ ->
          throw new RefusedException(
              "Reporting slot " + slot + " as damaged",
              "it holds no finished release",
              "Nothing needs to be done");
      case SlotContent.Holds(ReleaseRef release) ->
          new SlotDamage(state, slot, release, why, booted, now).change();
      case SlotContent.Damaged(ReleaseRef release, String _) ->
          new SlotDamage(state, slot, release, why, booted, now).change();
    };
  }

  /** The agent started again while something was being taken back in place: all of it once more. */
  public static Change revertResumed(NodeState state, Trial.Reverting reverting, Booted booted) {
    Change undone = new Change(state, Undoing.undoSteps(state, reverting, booted));
    return Undoing.leaving(state, undone, booted);
  }

  /** The slot that runs, or null if it is not known any more. */
  static @Nullable Slot runningSlot(NodeState state, Booted booted) {
    return switch (booted) {
      case Booted.InRecovery _ -> Slot.RECOVERY;
      case Booted.ByEntry _ -> {
        Generation known = state.running(booted);
        yield known == null ? null : known.slot();
      }
    };
  }

  static boolean runs(Booted booted, Generation generation) {
    return booted instanceof Booted.ByEntry(int entry) && entry == generation.entry();
  }

  private static Change staged(
      NodeState state, ReleaseRef release, Slot slot, List<ContentRef> contents, Instant now) {
    int number = nextNumber(state);
    Digest configuration = state.lastKnownGoodGeneration().configuration();
    return staged(
        state, new Generation(number, number, release, slot, contents, configuration, now));
  }

  /** With the parts of another generation. */
  private static Change stagedInPlace(NodeState state, Generation parts, Instant now) {
    Generation good = state.lastKnownGoodGeneration();
    return staged(
        state, good.next(nextNumber(state), parts.contents(), parts.configuration(), now));
  }

  private static Change staged(NodeState state, Generation generation) {
    return Change.of(
        ChangeQueue.withoutWhatIsIn(state, generation)
            .withCounters(state.counters().withNewestGeneration(generation.number()))
            .withTrial(new Trial.Staged(generation)));
  }

  static int nextNumber(NodeState state) {
    return Math.addExact(state.counters().newestGeneration(), 1);
  }

  /**
   * A person wants the node as it was installed. The state stays, but for the contents, which go
   * with all that persists; the initrd does it at the next boot, which shall be no trial's, for
   * what goes holds the traces of one.
   *
   * @param configuration whether the configuration goes, too
   * @throws RefusedException if something is on trial
   */
  public static Change resetRequested(NodeState state, boolean configuration)
      throws RefusedException {
    Demands.demandIdle(state, "A reset");
    return Change.of(state.withoutContents(configuration), new Step.Reboot("to be reset"));
  }
}
