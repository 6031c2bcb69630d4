package io.holdfast.node.trial;

/** Something to be done once the new state is safely on disk. Each may be done twice. */
public sealed interface Step {

  /**
   * Make the loader's entries what {@link DesiredEntries#of} says of the newest state, flushed.
   * Done only as a step, never on a whim: after a boot, only {@code bootObserved} may decide that a
   * tried entry is to be tried again.
   */
  record ReconcileLoader() implements Step {}

  /**
   * Make the links of all channels what {@link NodeState#running} says of the newest state, and
   * tell the consumers of those that change.
   */
  record Activate() implements Step {}

  /** Write, flush, read back and verify; then report {@code slotWritten}. */
  record WriteSlot(Slot slot, ReleaseRef release) implements Step {}

  /**
   * A staged generation outlived a restart: verify its slot, then arm it or report {@code
   * slotDamaged}.
   */
  record VerifyStaged(Generation generation) implements Step {}

  /**
   * Collect what is left of a failure under this number, unless that was done, and only then clear
   * its sources.
   */
  record KeepEvidence(int number, int generation, String about) implements Step {}

  /** Have the loader start recovery at the next start, once. */
  record ChooseRecovery() implements Step {}

  /** Report {@code revertFinished}. */
  record FinishRevert() implements Step {}

  /** Restart the machine; nothing follows. */
  record Reboot(String why) implements Step {}

  /** Tell the operator; nothing else. */
  record Note(String text) implements Step {}
}
