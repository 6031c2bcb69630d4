package io.holdfast.node.state;

import io.holdfast.node.trial.Boot;
import io.holdfast.node.trial.EntryState;
import io.holdfast.node.trial.Generation;
import io.holdfast.node.trial.NodeState;
import io.holdfast.node.trial.PreviousEnd;
import io.holdfast.node.trial.ReleaseRef;
import io.holdfast.node.trial.Slot;
import io.holdfast.release.Digest;
import io.holdfast.release.content.ContentRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All of a simulated machine that outlives a loss of power, and its boot loader. */
final class Disk {
  /** A loader entry, and the release whose root hash it names. */
  record Entry(EntryState state, ReleaseRef release) {}

  /**
   * A slot's bytes.
   *
   * @param release what they are of, if whole
   * @param serial differs after every write
   */
  record Bytes(ReleaseRef release, boolean whole, int serial) {}

  final Map<String, byte[]> copies = new TreeMap<>();
  private final IdentityHashMap<byte[], Copy> decoded = new IdentityHashMap<>();
  final Map<Integer, Entry> entries = new TreeMap<>();
  final Map<Slot, Bytes> slots = new EnumMap<>(Slot.class);

  /** What the consumers of content read, and what is laid over the system. */
  List<ContentRef> links = List.of();

  /** The configuration that is in effect in this boot. */
  Digest configuration = Generation.UNCONFIGURED;

  /** The configuration that lies where people put it. */
  Digest found = Generation.UNCONFIGURED;

  /** Slots with blocks that verity will refuse. */
  final Set<Slot> rotten = new HashSet<>();

  /** What a failed boot left: crash record, watchdog flag, journal. */
  PreviousEnd evidence = new PreviousEnd.Unexplained();

  int evidenceAbout;

  /** What the loader was told to start once (LoaderEntryOneShot); null for nothing. */
  @Nullable Integer oneShot;

  NodeState state() {
    try {
      return copies().newest();
    } catch (StateUnreadableException | StateTooNewException e) {
      throw new AssertionError("the state must always be readable", e);
    }
  }

  Copies copies() {
    return new Copies("the simulation", copy(Copies.FIRST), copy(Copies.SECOND));
  }

  /** A boot leaves a sign of how it ended. */
  void leave(PreviousEnd end, int about) {
    evidence = end;
    evidenceAbout = about;
  }

  void forgetEvidence() {
    leave(new PreviousEnd.Unexplained(), Boot.UNKNOWN);
  }

  /** Forgets the copy that was written last. */
  void loseNewestCopy() {
    NodeState newest = state();
    copies.values().removeIf(bytes -> StateFormat.decode(bytes).equals(new Copy.Valid(newest)));
  }

  /** Blocks of a slot decay. */
  void rot(Slot slot) {
    rotten.add(slot);
  }

  void overwrite(Slot slot, ReleaseRef release, boolean whole, int serial) {
    rotten.remove(slot);
    slots.put(slot, new Bytes(release, whole, serial));
  }

  private Copy copy(String name) {
    byte[] bytes = copies.get(name);
    if (bytes == null) {
      return new Copy.Unusable("it is missing");
    }
    // Read once for each time it is written: the checks ask for it after every write.
    return decoded.computeIfAbsent(bytes, StateFormat::decode);
  }

  Map<Integer, EntryState> entryStates() {
    Map<Integer, EntryState> states = new TreeMap<>();
    entries.forEach((generation, entry) -> states.put(generation, entry.state()));
    return states;
  }

  /** The slot that holds all bytes of a release, or null. */
  @Nullable Slot slotOf(ReleaseRef release) {
    for (Map.Entry<Slot, Bytes> slot : slots.entrySet()) {
      if (slot.getKey() != Slot.RECOVERY
          && slot.getValue().whole()
          && slot.getValue().release().equals(release)) {
        return slot.getKey();
      }
    }
    return null;
  }

  /** Entries in the loader's order: exhausted ones last, newest first. */
  List<Integer> preference() {
    List<Integer> order = new ArrayList<>(entries.keySet());
    order.sort(
        Comparator.comparing((Integer number) -> entryState(number) == EntryState.TRIED)
            .thenComparing(Comparator.reverseOrder()));
    return order;
  }

  EntryState entryState(int generation) {
    Entry entry = entries.get(generation);
    return entry == null ? EntryState.ABSENT : entry.state();
  }

  void set(int generation, EntryState state, ReleaseRef release) {
    if (state == EntryState.ABSENT) {
      entries.remove(generation);
    } else {
      entries.put(generation, new Entry(state, release));
    }
  }
}
