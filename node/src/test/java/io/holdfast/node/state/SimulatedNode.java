package io.holdfast.node.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.node.trial.Boot;
import io.holdfast.node.trial.Booted;
import io.holdfast.node.trial.Change;
import io.holdfast.node.trial.Configurations;
import io.holdfast.node.trial.EntryState;
import io.holdfast.node.trial.Examples;
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
import io.holdfast.release.content.ContentRef;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A machine with a loader, two slots and an agent that does what its states say, whose power may go
 * at every write. After every write it checks what must always hold; see {@link Promises}.
 */
final class SimulatedNode {
  static final int TRIES = 3;

  /** The system goes down: it was told to, or it died. */
  private static final class Down extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  final Disk disk = new Disk();
  final Power power = new Power();
  private final Promises promises = new Promises(disk);
  final SimulatedReleases releases = new SimulatedReleases();
  private int boots;
  private String bootId = "";
  private int running;
  private Kind kind = Kind.GOOD;
  private boolean up;
  private boolean dead;
  private boolean lived;
  private boolean recoveryChosen;
  private @Nullable ReleaseRef wanted;
  private @Nullable ContentRef wantedContent;
  final SimulatedContents contents = new SimulatedContents();
  final SimulatedQueue queue = new SimulatedQueue();

  private final SimulatedLoader loader = new SimulatedLoader(disk, releases);

  /** True for a trial whose checks take so long that other things happen meanwhile. */
  boolean lingers;

  boolean loaderForgetsToCount;

  /** False where evidence does not say which generation it is about. */
  boolean evidenceNamesGeneration = true;

  SimulatedNode() {
    ReleaseRef first = releases.make(Kind.GOOD);
    NodeState state = NodeState.installed(first, new SlotContent.Holds(first), Examples.NOW);
    disk.copies.put(Copies.FIRST, StateFormat.encode(state.withEpoch(0)));
    disk.copies.put(Copies.SECOND, StateFormat.encode(state.withEpoch(1)));
    disk.slots.put(Slot.A, new Disk.Bytes(first, true, 0));
    disk.set(1, EntryState.SETTLED, first);
    promises.committed(state.lastKnownGoodGeneration());
  }

  NodeState state() {
    return disk.state();
  }

  /** True if rot left nothing to boot, or recovery was started. */
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

  void wantContent(@Nullable ContentRef content) {
    wantedContent = content;
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
    long before;
    do {
      before = state().epoch();
      queue.take(this);
      pursueContent();
    } while (state().epoch() != before && !lingers);
    ReleaseRef release = wanted;
    if (release != null) {
      attempt(now -> TrialMachine.beginWriting(now, release, booted()));
    }
  }

  private void pursueContent() {
    ContentRef content = wantedContent;
    if (content != null) {
      attempt(now -> TrialMachine.contentStaged(now, content, booted(), Examples.NOW));
    }
    if (state().isTrialInPlace()) {
      if (state().trial() instanceof Trial.Staged) {
        arm();
      }
      if (state().isTrialFromStart()) {
        if (state().trial() instanceof Trial.Armed) {
          throw new Down();
        }
        return;
      }
      attempt(now -> TrialMachine.switchBegun(now, booted(), bootId));
      if (!lingers) {
        watch();
      }
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

  /** Forgets the copy written last; what was known only from it is forgotten. */
  void loseNewestCopy() {
    disk.loseNewestCopy();
    promises.forget();
    up = false;
  }

  Booted booted() {
    return new Booted.ByEntry(running);
  }

  /**
   * Switched off and on, or told to restart; perhaps a person chooses an entry in the loader's
   * menu.
   */
  void restart(@Nullable Integer chosen) {
    up = false;
    boot(chosen);
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
      assertThat(promises.isSettled(running, wanted, wantedContent))
          .as("it runs %s and stands still with %s", running, state())
          .isTrue();
      promises.checkSettled();
      queue.check(state(), promises);
    }
  }

  private void survive(Runnable action) {
    try {
      action.run();
    } catch (Power.Lost _) {
      up = false;
      lose();
    } catch (Down _) {
      up = false;
    } catch (Power.Panic _) {
      up = false;
      leave(new PreviousEnd.Panic("bad luck"));
    }
    promises.check();
  }

  /** The power goes before the agent has noted that this boot lived. */
  private void lose() {
    if (!lived && disk.evidence instanceof PreviousEnd.Unexplained) {
      leave(new PreviousEnd.Lost());
    }
  }

  private void start(@Nullable Integer chosen) {
    boots++;
    bootId = "boot-" + boots;
    lived = true; // Until the initrd has left its name.
    if (recoveryChosen) {
      dead = true;
      throw new Down();
    }
    int number = loader.choose(chosen);
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
    kind = releases.kindOf(entry.release());
    Slot slot = disk.slotOf(entry.release());
    if (slot == null || disk.rotten.contains(slot)) {
      refuseBlock(number);
    }
    switch (kind) {
      case PANICS_EARLY -> die(new PreviousEnd.Panic("Attempted to kill init!"));
      case HANGS -> die(new PreviousEnd.DeadlinePassed("sea.service"));
      case MUTE -> die(new PreviousEnd.AgentCouldNotStart("exit code 127"));
      case DIES_EARLY -> throw new Down();
      case GOOD,
          PANICS_LATE,
          FREEZES,
          SICK,
          DIES_LATE,
          OVERLOOKED_AT_FIRST,
          OVERLOOKED_FOR_EVER -> {}
    }
  }

  /** What the initrd does when verity refuses a block: leaves a trace, and tries another entry. */
  private void refuseBlock(int number) {
    if (loader.setAside(number)) {
      die(new PreviousEnd.VerityDamage("data block 123 is corrupted"));
    }
    dead = true;
    assertThat(disk.rotten).as("only rot may leave nothing to boot").isNotEmpty();
    throw new Down();
  }

  private void die(PreviousEnd how) {
    leave(how);
    throw new Down();
  }

  private void leave(PreviousEnd how) {
    disk.leave(how, evidenceNamesGeneration ? running : Boot.UNKNOWN);
  }

  /** The agent from its start until it has nothing more to do. */
  private void live() {
    lived = false;
    Boot boot = new Boot(booted(), bootId, disk.entryStates(), disk.evidence, disk.evidenceAbout);
    NodeState before = state();
    try {
      List<Step> steps =
          decide(state -> TrialMachine.bootObserved(state, boot, Examples.NOW)).steps();
      if (TrialMachine.isOrdinary(before, booted(), disk.evidence)) {
        assertThat(steps).containsExactly(new Step.ReconcileLoader());
        assertThat(state()).isEqualTo(before);
      }
      perform(steps);
    } catch (RefusedException e) {
      throw new AssertionError("no boot is ever refused", e);
    }
    clearEvidence();
    startParts();
    turn();
    lived = true;
    if (!lingers) {
      watch();
    }
    pursueWish();
  }

  /**
   * What the early start puts into use; some of it may begin its trial here, and end it at once.
   */
  private void startParts() {
    if (state().isTrialFromStart() && state().trial() instanceof Trial.Armed) {
      attempt(state -> TrialMachine.switchBegun(state, booted(), bootId));
    }
    attempt(
        state ->
            Configurations.found(
                state, disk.found, booted(), bootId, TRIES, Examples.DEADLINE, Examples.NOW));
    write(() -> SimulatedParts.atStart(disk, state(), booted()));
    promises.partsInUse();
    if (state().isTrialFromStart() && state().trial() instanceof Trial.Trying) {
      dieOfParts();
    }
  }

  private void dieOfParts() {
    SimulatedContents.Kind worst = contents.kindOf(disk);
    if (worst == SimulatedContents.Kind.PANICS) {
      die(new PreviousEnd.Panic("a tide that is no number"));
    } else if (worst == SimulatedContents.Kind.DIES) {
      throw new Down();
    }
  }

  /** What was good once may be so no longer. */
  private void turn() {
    boolean proven = state().lastKnownGoodGeneration().equals(state().running(booted()));
    boolean turned = contents.kindOf(disk) == SimulatedContents.Kind.TURNED;
    if (turned || (proven && kind == Kind.PANICS_LATE)) {
      die(new PreviousEnd.Panic("what was good is so no longer"));
    }
  }

  /** What the state says is read from here on, and the consumers are told. */
  private void activate() {
    List<ContentRef> wanted = SimulatedParts.whileRunning(disk, state(), booted());
    if (!disk.links.equals(wanted)) {
      write(() -> disk.links = wanted);
      dieOfParts();
    }
  }

  /** The checks and the bake time come to their end. */
  void watch() {
    if (state().trial() instanceof Trial.Trying trying && trying.generation().entry() == running) {
      if (state().isTrialInPlace()) {
        standContent();
      } else {
        stand();
      }
    }
  }

  /** How the content on trial stands up to being watched. */
  private void standContent() {
    switch (contents.kindOf(disk)) {
      case GOOD -> attempt(state -> TrialMachine.bakeTimeHeld(state, booted(), Examples.NOW));
      case SICK ->
          attempt(state -> TrialMachine.requiredCheckFailed(state, booted(), "tides", "odd"));
      case PANICS_LATER, TURNED -> die(new PreviousEnd.Panic("a tide too many"));
      case PANICS, DIES -> throw new AssertionError("dead before it is watched");
    }
  }

  /** How the release on trial stands up to being watched. */
  private void stand() {
    switch (kind) {
      case GOOD -> {
        attempt(state -> TrialMachine.bakeTimeHeld(state, booted(), Examples.NOW));
        attempt(state -> TrialMachine.healthyBootMeasured(state, booted(), Duration.ofSeconds(40)));
      }
      case SICK, OVERLOOKED_AT_FIRST, OVERLOOKED_FOR_EVER ->
          attempt(state -> TrialMachine.requiredCheckFailed(state, booted(), "web", "refused"));
      case PANICS_LATE -> die(new PreviousEnd.Panic("kernel BUG at fs/sea.c:7"));
      case FREEZES -> die(new PreviousEnd.WatchdogReset());
      case DIES_LATE -> throw new Down();
      case PANICS_EARLY, HANGS, MUTE, DIES_EARLY ->
          throw new AssertionError("dead before the agent starts");
    }
  }

  private void perform(List<Step> steps) {
    for (Step step : steps) {
      switch (step) {
        case Step.ReconcileLoader _ -> loader.reconcile(state(), this::write);
        case Step.WriteSlot(Slot slot, ReleaseRef release) -> writeSlot(slot, release);
        case Step.VerifyStaged(Generation generation) -> verify(generation);
        case Step.Activate _ -> activate();
        case Step.KeepEvidence _ -> clearEvidence();
        case Step.ChooseRecovery _ -> recoveryChosen = true;
        case Step.FinishRevert _ ->
            attempt(state -> TrialMachine.revertFinished(state, booted(), Examples.NOW));
        case Step.Reboot _ -> {
          clearEvidence();
          throw new Down();
        }
        case Step.Note _ -> {}
      }
    }
  }

  private void writeSlot(Slot slot, ReleaseRef release) {
    for (int part = 0; part < 3; part++) {
      boolean last = part == 2;
      promises.mayWrite(slot, running);
      power.write(
          () -> disk.overwrite(slot, release, last, power.writes()),
          () -> disk.overwrite(slot, release, false, power.writes()));
      promises.check();
    }
    attempt(state -> TrialMachine.slotWritten(state, release, Examples.NOW));
    arm();
  }

  private void verify(Generation generation) {
    Slot slot = disk.slotOf(generation.release());
    if (slot == generation.slot() && !disk.rotten.contains(slot)) {
      arm();
    } else {
      attempt(
          state ->
              TrialMachine.slotDamaged(
                  state, generation.slot(), "read back differs", booted(), Examples.NOW));
    }
  }

  private void arm() {
    attempt(state -> TrialMachine.arm(state, TRIES, Examples.DEADLINE));
  }

  private void clearEvidence() {
    if (!(disk.evidence instanceof PreviousEnd.Unexplained)) {
      write(disk::forgetEvidence);
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
            promises.saved(saving.change().state(), running, kind, contents.kindOf(disk));
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
