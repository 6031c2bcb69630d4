package io.holdfast.node.state;

import io.holdfast.node.trial.DesiredEntries;
import io.holdfast.node.trial.EntryChange;
import io.holdfast.node.trial.EntryState;
import io.holdfast.node.trial.Generation;
import io.holdfast.node.trial.NodeState;
import io.holdfast.node.trial.ReleaseRef;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The boot loader of a simulated machine, and how its entries are put right. */
final class SimulatedLoader {
  private final Disk disk;
  private final SimulatedReleases releases;
  private int overlooked;

  SimulatedLoader(Disk disk, SimulatedReleases releases) {
    this.disk = disk;
    this.releases = releases;
  }

  /**
   * The entry that is started: a person's choice, what was asked for once, or the first it sees.
   */
  int choose(@Nullable Integer chosen) {
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

  /** Has another settled entry started next; false if there is none. */
  boolean setAside(int number) {
    for (int other : disk.preference()) {
      if (other != number && disk.entryState(other) == EntryState.SETTLED) {
        disk.oneShot = other;
        return true;
      }
    }
    return false;
  }

  /** False for an entry that the loader overlooks. */
  private boolean sees(int number) {
    Disk.Entry entry = disk.entries.get(number);
    Kind its = entry == null ? Kind.GOOD : releases.kindOf(entry.release());
    boolean first = its == Kind.OVERLOOKED_AT_FIRST && overlooked < 4;
    if (first) {
      overlooked++;
    }
    return !first && its != Kind.OVERLOOKED_FOR_EVER;
  }

  /**
   * Makes the entries what a state wants.
   *
   * @param write does one write, after which the power may go
   */
  void reconcile(NodeState state, Consumer<Runnable> write) {
    for (EntryChange change : DesiredEntries.of(state).changesFrom(disk.entryStates())) {
      ReleaseRef release = release(state, change.entry());
      write.accept(() -> disk.set(change.entry(), change.to(), release));
    }
  }

  private ReleaseRef release(NodeState state, int entry) {
    Generation trial = state.onTrial();
    Generation held = state.startedBy(entry);
    Disk.Entry present = disk.entries.get(entry);
    if (held != null) {
      return held.release();
    }
    if (trial != null && trial.entry() == entry) {
      return trial.release();
    }
    return present == null ? state.lastKnownGoodGeneration().release() : present.release();
  }
}
