package io.holdfast.node.recovery;

import io.holdfast.node.health.Pace;
import io.holdfast.node.settle.DamagedSlot;
import io.holdfast.node.settle.NodeContext;
import io.holdfast.node.status.NodeStatus;
import io.holdfast.node.trial.Change;
import io.holdfast.node.trial.EntryState;
import io.holdfast.node.trial.Generation;
import io.holdfast.node.trial.NodeState;
import io.holdfast.node.trial.RefusedException;
import io.holdfast.node.trial.ReleaseRef;
import io.holdfast.node.trial.SlotContent;
import io.holdfast.node.trial.Trial;
import io.holdfast.node.trial.TrialMachine;
import io.holdfast.node.upgrade.Upgrade;
import io.holdfast.node.upgrade.UpgradeProgress;
import io.holdfast.node.upgrade.UpgradeRequest;
import io.holdfast.release.Version;
import io.holdfast.release.admission.NotAdmittedException;
import io.holdfast.release.admission.Waiver;
import io.holdfast.release.manifest.ManifestException;
import io.holdfast.release.manifest.ReleaseName;
import io.holdfast.release.repository.ReleaseEntry;
import io.holdfast.release.repository.Repository;
import io.holdfast.release.trust.UntrustedException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks what is left of the slots, says what failed and what to do, and repairs from a medium or a
 * network. It touches slots and the loader, and nothing that persists for users.
 *
 * @param node that recovery runs on
 * @param progress hears how the repair goes
 * @param sources where it may come from, in the order in which they are asked
 * @param pace between two looks
 * @param screen shows all that is known, in place of what it showed before
 * @param says tells a line about what happens
 */
public record Recovery(
    NodeContext node,
    UpgradeProgress progress,
    List<RepairSource> sources,
    Pace pace,
    Consumer<List<String>> screen,
    Consumer<String> says) {
  /** Between two looks for a source. */
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

  /** After one that did not help: somebody has to fetch another medium, or mend the network. */
  private static final Duration TRY_AGAIN = Duration.ofMinutes(1);

  /** Copies. */
  public Recovery {
    sources = List.copyOf(sources);
  }

  /** Ends once the machine is to be restarted into something whole. */
  public void run() throws IOException, InterruptedException, RefusedException {
    endTrial();
    Generation before = node.store().read().lastKnownGoodGeneration();
    Generation whole = examine();
    if (whole != null && (!whole.equals(before) || entryWasMissing(whole))) {
      says.accept(whole + " is whole; restarting into it");
      return;
    }
    Map<RepairSource, Duration> later = new HashMap<>();
    String problem = null;
    show(problem);
    while (true) {
      for (RepairSource source : sources) {
        if (pace.now().compareTo(later.getOrDefault(source, Duration.ZERO)) < 0) {
          continue;
        }
        String found = repairIfPossible(source);
        if (found == null) {
          return;
        }
        if (!found.isEmpty()) {
          later.put(source, pace.now().plus(TRY_AGAIN));
          if (!found.equals(problem)) {
            problem = found;
            show(problem);
          }
        }
      }
      pace.rest(LOOK_AGAIN);
    }
  }

  /**
   * True if the loader could not have started it: the power went between a commit and its entry,
   * and then the other slot refused. The entry is made.
   */
  private boolean entryWasMissing(Generation whole) throws IOException, InterruptedException {
    boolean missing = node.loader().present().get(whole.entry()) != EntryState.SETTLED;
    if (missing) {
      node.loader().reconcile();
    }
    return missing;
  }

  private void show(@Nullable String problem) throws IOException {
    screen.accept(RecoveryScreen.lines(NodeStatus.of(node), problem));
  }

  /** Null once it is repaired; why not, or nothing if there is nothing to repair from. */
  private @Nullable String repairIfPossible(RepairSource source) throws InterruptedException {
    try {
      try {
        String repository = source.find();
        return repository == null ? "" : repair(repository, source.mayBeOlder());
      } finally {
        source.release();
      }
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /** What is on trial is no way out any more. */
  private void endTrial() throws IOException, InterruptedException, RefusedException {
    if (node.store().read().trial() instanceof Trial.Active) {
      Change change =
          node.store()
              .update(
                  state ->
                      state.trial() instanceof Trial.Reverting
                          ? TrialMachine.revertFinished(state, node.booted(), Instant.now())
                          : TrialMachine.revertRequested(state, node.booted(), Instant.now()));
      node.steps().run(change, (number, generation, about) -> {});
    }
  }

  /**
   * Reads the slots of what is held, and marks what is damaged, the last known good first.
   *
   * @return the last known good, if it is whole
   */
  @Nullable Generation examine() throws IOException, InterruptedException, RefusedException {
    while (true) {
      NodeState state = node.store().read();
      Generation good = state.lastKnownGoodGeneration();
      if (state.content(good.slot()) instanceof SlotContent.Damaged) {
        return null;
      }
      says.accept("reading slot " + good.slot() + " with " + good.release());
      String damage = damageOf(good);
      if (damage == null) {
        return good;
      }
      Change change =
          node.store()
              .update(
                  now ->
                      TrialMachine.slotDamaged(
                          now, good.slot(), damage, node.booted(), Instant.now()));
      node.steps().run(change, new DamagedSlot(node, state));
    }
  }

  private @Nullable String damageOf(Generation generation) throws InterruptedException {
    try {
      new Upgrade(node, progress).verify(generation);
      return null;
    } catch (IOException e) {
      return "verity would refuse it: " + e.getMessage();
    }
  }

  /** Null if it is repaired; else why not. */
  private @Nullable String repair(String from, boolean mayBeOlder)
      throws IOException, InterruptedException {
    String problem = repairRelease(from, mayBeOlder);
    NodeState state = node.store().read();
    boolean canRun =
        problem == null
            || !(state.content(state.lastKnownGoodGeneration().slot())
                instanceof SlotContent.Damaged);
    if (!canRun) {
      return problem;
    }
    boolean brought = new RepairOfParts(node, says).bring(from);
    if (problem != null && !brought) {
      return problem;
    }
    says.accept("repaired; restarting into it");
    return null;
  }

  private @Nullable String repairRelease(String from, boolean mayBeOlder)
      throws IOException, InterruptedException {
    ReleaseRef good = node.store().read().lastKnownGoodGeneration().release();
    List<String> problems = new ArrayList<>();
    for (Version version : candidates(from, good, mayBeOlder)) {
      says.accept("repairing with " + good.name() + " " + version + " from " + from);
      try {
        new Upgrade(node, progress)
            .run(
                new UpgradeRequest(
                    from,
                    new ReleaseName(good.name()),
                    version,
                    Set.of(Waiver.DOWNGRADE, Waiver.REPAIR),
                    true,
                    true));
        return null;
      } catch (NotAdmittedException | UntrustedException | ManifestException | RefusedException e) {
        problems.add(String.valueOf(e.getMessage()));
      }
    }
    return problems.isEmpty()
        ? from + " has no release named " + good.name() + (mayBeOlder ? "" : " that is no older")
        : String.join("; ", problems);
  }

  private static List<Version> candidates(String from, ReleaseRef good, boolean mayBeOlder)
      throws IOException {
    List<Version> versions = new ArrayList<>();
    for (ReleaseEntry entry : Repository.at(from).list()) {
      if (entry.name().text().equals(good.name())) {
        versions.add(entry.version());
      }
    }
    return inOrder(versions, good.version(), mayBeOlder);
  }

  /**
   * What was proven here first, then the newest first.
   *
   * @param mayBeOlder false to leave out what is older than that
   */
  static List<Version> inOrder(List<Version> versions, Version proven, boolean mayBeOlder) {
    return versions.stream()
        .filter(version -> mayBeOlder || version.compareTo(proven) >= 0)
        .sorted(
            Comparator.comparing((Version version) -> !version.equals(proven))
                .thenComparing(Comparator.reverseOrder()))
        .toList();
  }
}
