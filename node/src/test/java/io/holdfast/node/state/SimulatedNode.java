package io.holdfast.node.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.node.trial.Boot;
import io.holdfast.node.trial.Booted;
import io.holdfast.node.trial.Change;
import io.holdfast.node.trial.DesiredEntries;
import io.holdfast.node.trial.EntryChange;
import io.holdfast.node.trial.EntryState;
import io.holdfast.node.trial.Generation;
import io.holdfast.node.trial.NodeState;
import io.holdfast.node.trial.PreviousEnd;
import io.holdfast.node.trial.RefusedException;
import io.holdfast.node.trial.ReleaseRef;
import io.holdfast.node.trial.Slot;
import io.holdfast.node.trial.SlotContent;
import io.holdfast.node.trial.Step;
import io.holdfast.node.trial.Trial;
import io.holdfast.node.trial.TrialMachine;
import io.holdfast.release.Digest;
import io.holdfast.release.Version;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A machine with a loader, two slots and an agent that does what its states say, whose power may go
 * at every write. After every write it checks what must always hold; see {@link Promises}.
 */
final class SimulatedNode {
  static final int TRIES = 3;

  /** How a release behaves whenever it is booted. */
  enum Kind {
    GOOD,
    PANICS_EARLY,
    PANICS_LATE,
    HANGS,
    FREEZES,
    SICK,
    MUTE,
    DIES_EARLY,
    DIES_LATE,
    OVERLOOKED_AT_FIRST,
    OVERLOOKED_FOR_EVER
  }

  /** A restart that the machine was told to make. */
  private static final class Restart extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** The system went down by itself. */
  private static final class Death extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
  private static final Duration DEADLINE = Duration.ofSeconds(90);

  final Disk disk = new Disk();
  final Power power = new Power();
  private final Promises promises = new Promises(disk);
  private final Map<Digest, Kind> kinds = new HashMap<>();
  private int releases;
  private int boots;
  private int running;
  private Kind kind = Kind.GOOD;
  private boolean up;
  private boolean dead;
  private @Nullable ReleaseRef wanted;

  private int overlooked;

  /** True for a trial whose checks take so long that other things happen meanwhile. */
  boolean lingers;

  /** True for a loader whose counting does not work. */
  boolean loaderForgetsToCount;

  /** False where evidence does not say which generation it is about. */
  boolean evidenceNamesGeneration = true;

  SimulatedNode() {
    ReleaseRef first = release(Kind.GOOD);
    NodeState state = NodeState.installed(first, new SlotContent.Empty(), NOW);
    disk.copies.put(Copies.FIRST, StateFormat.encode(state.withEpoch(0)));
    disk.copies.put(Copies.SECOND, StateFormat.encode(state.withEpoch(1)));
    disk.slots.put(Slot.A, new Disk.Bytes(first, true, 0));
    disk.set(1, EntryState.SETTLED, first);
    promises.committed(state.lastKnownGoodGeneration());
  }

  ReleaseRef release(Kind kind) {
    releases++;
    byte[] bytes = ("release " + releases).getBytes(StandardCharsets.UTF_8);
    Digest digest = Digest.of(bytes);
    kinds.put(digest, kind);
    return new ReleaseRef("sea", new Version("1." + releases), digest, digest.hex());
  }

  void turns(ReleaseRef release, Kind kind) {
    kinds.put(release.manifest(), kind);
  }

  NodeState state() {
    return disk.state();
  }

  /** True if rot left nothing to boot. */
  boolean isDead() {
    return dead;
  }

  /** How often the loader started a generation before it was proven. */
  int startsOf(int generation) {
    return promises.startsOf(generation);
  }

  /** Wishes of the world outside; the agent takes them up whenever it is idle. */
  void want(@Nullable ReleaseRef release) {
    wanted = release;
  }

  /** Does something on the running machine; it is started first if it is off. */
  void act(Runnable action) {
    if (!up) {
      boot(null);
    }
    if (up) {
      survive(action);
    }
  }

  /** What an agent does that knows no mercy: goes after what is wanted, whatever the state says. */
  void pursueWish() {
    ReleaseRef release = wanted;
    if (release != null) {
      attempt(now -> TrialMachine.beginWriting(now, release, booted()));
    }
  }

  /** Something that may be refused. */
  void attempt(StateStore.Decision decision) {
    try {
      perform(decide(decision).steps());
    } catch (RefusedException _) {
      promises.check();
    }
  }

  void allow(Digest manifest) {
    attempt(
        state -> {
          Change change = TrialMachine.allow(state, manifest);
          promises.allowed(manifest);
          return change;
        });
  }

  /** Blocks of a slot decay. */
  void rot(Slot slot) {
    disk.rotten.add(slot);
  }

  /** The disk forgets the copy that was written last; what was known only from it is forgotten. */
  void loseNewestCopy() {
    NodeState newest = state();
    disk.copies
        .values()
        .removeIf(bytes -> StateFormat.decode(bytes).equals(new Copy.Valid(newest)));
    promises.forget();
    up = false;
  }

  Booted booted() {
    return new Booted.InGeneration(running);
  }

  /** Switched off and on, or told to restart. */
  void restart() {
    up = false;
    boot(null);
  }

  /** A person chooses an entry in the loader's menu. */
  void bootChosen(int generation) {
    up = false;
    boot(generation);
  }

  /** One boot, from the loader until the agent has nothing more to do or the system is down. */
  void boot(@Nullable Integer chosen) {
    if (dead) {
      return;
    }
    survive(
        () -> {
          start(chosen);
          up = true;
          live();
        });
  }

  /**
   * Lets the machine do what it does by itself until it is idle with nothing wanted. It fails
   * beyond so many boots, and if it comes to stand anywhere else.
   */
  void leaveAlone(int most) {
    int end = boots + most;
    lingers = false;
    if (up) {
      survive(this::watch);
    }
    if (up) {
      survive(this::pursueWish);
    }
    while (!dead && !up) {
      assertThat(boots).as("boots until the machine settles; state %s", state()).isLessThan(end);
      boot(null);
    }
    if (!dead) {
      assertThat(isSettled()).as("it runs %s and stands still with %s", running, state()).isTrue();
      promises.checkSettled();
    }
  }

  private boolean isSettled() {
    NodeState state = state();
    // Beside a damaged last known good, what runs is all there is.
    boolean where = running == state.lastKnownGood() || !state.lastKnownGoodIsWhole();
    boolean satisfied =
        wanted == null
            || state.isBarred(wanted)
            || state.lastKnownGoodGeneration().release().equals(wanted);
    return state.trial() instanceof Trial.Idle
        && where
        && disk.entryState(running) == EntryState.SETTLED
        && (satisfied || !state.lastKnownGoodIsWhole());
  }

  private void survive(Runnable action) {
    try {
      action.run();
    } catch (Power.Lost | Restart | Death _) {
      up = false;
    } catch (Power.Panic _) {
      up = false;
      leave(new PreviousEnd.Panic("bad luck"));
    }
    promises.check();
  }

  private void start(@Nullable Integer chosen) {
    boots++;
    int number = choose(chosen);
    Disk.Entry entry = disk.entries.get(number);
    if (entry == null) {
      throw new AssertionError("the loader chose an entry that is not there");
    }
    running = number;
    if (entry.state() == EntryState.UNTRIED && !loaderForgetsToCount) {
      write(
          () -> {
            disk.set(number, EntryState.TRIED, entry.release());
            promises.counted(number);
          });
    } else {
      promises.counted(number);
    }
    if (chosen == null) {
      promises.chosenByLoader(entry.release());
    }
    kind = kinds.getOrDefault(entry.release().manifest(), Kind.GOOD);
    Slot slot = disk.slotOf(entry.release());
    if (slot == null || disk.rotten.contains(slot)) {
      refuseBlock(number);
    }
    switch (kind) {
      case PANICS_EARLY -> die(new PreviousEnd.Panic("Attempted to kill init!"));
      case HANGS -> die(new PreviousEnd.DeadlinePassed("sea.service"));
      case MUTE -> die(new PreviousEnd.AgentCouldNotStart("exit code 127"));
      case DIES_EARLY -> throw new Death();
      case GOOD,
          PANICS_LATE,
          FREEZES,
          SICK,
          DIES_LATE,
          OVERLOOKED_AT_FIRST,
          OVERLOOKED_FOR_EVER -> {}
    }
  }

  private int choose(@Nullable Integer chosen) {
    Integer once = disk.oneShot;
    disk.oneShot = null;
    if (chosen != null) {
      return chosen;
    }
    if (once != null && disk.entries.containsKey(once)) {
      return once;
    }
    return disk.preference().stream().filter(this::sees).findFirst().orElseThrow();
  }

  /** False for an entry that the loader overlooks. */
  private boolean sees(int number) {
    Disk.Entry entry = disk.entries.get(number);
    Kind its = entry == null ? Kind.GOOD : kinds.get(entry.release().manifest());
    boolean first = its == Kind.OVERLOOKED_AT_FIRST && overlooked < 4;
    if (first) {
      overlooked++;
    }
    return !first && its != Kind.OVERLOOKED_FOR_EVER;
  }

  /** What the initrd does when verity refuses a block: leaves a trace, and tries another entry. */
  private void refuseBlock(int number) {
    for (int other : disk.preference()) {
      if (other != number && disk.entryState(other) == EntryState.SETTLED) {
        disk.oneShot = other;
        die(new PreviousEnd.VerityDamage("data block 123 is corrupted"));
      }
    }
    dead = true;
    assertThat(disk.rotten).as("only rot may leave nothing to boot").isNotEmpty();
    throw new Death();
  }

  private void die(PreviousEnd how) {
    leave(how);
    throw new Death();
  }

  private void leave(PreviousEnd how) {
    disk.evidence = how;
    disk.evidenceAbout = evidenceNamesGeneration ? running : Boot.UNKNOWN;
  }

  /** The agent from its start until it has nothing more to do. */
  private void live() {
    Boot boot =
        new Boot(booted(), "boot-" + boots, disk.entryStates(), disk.evidence, disk.evidenceAbout);
    NodeState before = state();
    try {
      List<Step> steps = decide(state -> TrialMachine.bootObserved(state, boot, NOW)).steps();
      if (TrialMachine.isOrdinary(before, booted(), disk.evidence)) {
        assertThat(steps).containsExactly(new Step.ReconcileLoader());
        assertThat(state()).isEqualTo(before);
      }
      perform(steps);
    } catch (RefusedException e) {
      throw new AssertionError("no boot is ever refused", e);
    }
    clearEvidence();
    if (!lingers) {
      watch();
    }
    pursueWish();
  }

  /** The checks and the bake time come to their end. */
  void watch() {
    if (state().trial() instanceof Trial.Trying trying && trying.generation().number() == running) {
      stand();
    }
  }

  /** How the release on trial stands up to being watched. */
  private void stand() {
    switch (kind) {
      case GOOD -> {
        attempt(state -> TrialMachine.bakeTimeHeld(state, booted(), NOW));
        attempt(state -> TrialMachine.healthyBootMeasured(state, booted(), Duration.ofSeconds(40)));
      }
      case SICK, OVERLOOKED_AT_FIRST, OVERLOOKED_FOR_EVER ->
          attempt(state -> TrialMachine.requiredCheckFailed(state, booted(), "web", "refused"));
      case PANICS_LATE -> die(new PreviousEnd.Panic("kernel BUG at fs/sea.c:7"));
      case FREEZES -> die(new PreviousEnd.WatchdogReset());
      case DIES_LATE -> throw new Death();
      case PANICS_EARLY, HANGS, MUTE, DIES_EARLY ->
          throw new AssertionError("dead before the agent starts");
    }
  }

  private void perform(List<Step> steps) {
    for (Step step : steps) {
      switch (step) {
        case Step.ReconcileLoader _ -> reconcile();
        case Step.WriteSlot(Slot slot, ReleaseRef release) -> writeSlot(slot, release);
        case Step.VerifyStaged(Generation generation) -> verify(generation);
        case Step.KeepEvidence _ -> clearEvidence();
        case Step.FinishRevert _ ->
            attempt(state -> TrialMachine.revertFinished(state, booted(), NOW));
        case Step.Reboot _ -> {
          clearEvidence();
          throw new Restart();
        }
        case Step.Note _ -> {}
      }
    }
  }

  private void reconcile() {
    NodeState state = state();
    for (EntryChange change : DesiredEntries.of(state).changesFrom(disk.entryStates())) {
      Generation trial = state.onTrial();
      Generation held = state.held(change.generation());
      Disk.Entry present = disk.entries.get(change.generation());
      ReleaseRef release =
          held != null
              ? held.release()
              : trial != null && trial.number() == change.generation()
                  ? trial.release()
                  : present == null ? release(Kind.GOOD) : present.release();
      write(() -> disk.set(change.generation(), change.to(), release));
    }
  }

  private void writeSlot(Slot slot, ReleaseRef release) {
    for (int part = 0; part < 3; part++) {
      boolean last = part == 2;
      promises.mayWrite(slot, running);
      power.write(() -> overwrite(slot, release, last), () -> overwrite(slot, release, false));
      promises.check();
    }
    attempt(state -> TrialMachine.slotWritten(state, release, NOW));
    arm();
  }

  private void overwrite(Slot slot, ReleaseRef release, boolean whole) {
    disk.rotten.remove(slot);
    disk.slots.put(slot, new Disk.Bytes(release, whole, power.writes()));
  }

  private void verify(Generation generation) {
    Slot slot = disk.slotOf(generation.release());
    if (slot == generation.slot() && !disk.rotten.contains(slot)) {
      arm();
    } else {
      attempt(
          state ->
              TrialMachine.slotDamaged(
                  state, generation.slot(), "read back differs", booted(), NOW));
    }
  }

  private void arm() {
    attempt(state -> TrialMachine.arm(state, TRIES, DEADLINE));
  }

  private void clearEvidence() {
    if (!(disk.evidence instanceof PreviousEnd.Unexplained)) {
      write(
          () -> {
            disk.evidence = new PreviousEnd.Unexplained();
            disk.evidenceAbout = Boot.UNKNOWN;
          });
    }
  }

  private Change decide(StateStore.Decision decision) throws RefusedException {
    Copies.Saving saving;
    try {
      saving = disk.copies().save(decision);
    } catch (StateUnreadableException | StateTooNewException e) {
      throw new AssertionError("the state must always be readable", e);
    }
    String name = saving.name();
    if (name != null) {
      Runnable whole =
          () -> {
            disk.copies.put(name, saving.bytes());
            promises.saved(saving.change().state(), running, kind);
          };
      byte[] torn = Arrays.copyOf(saving.bytes(), saving.bytes().length / 2);
      power.write(whole, () -> disk.copies.put(name, torn));
      promises.check();
    }
    return saving.change();
  }

  private void write(Runnable whole) {
    power.write(whole);
    promises.check();
  }
}
