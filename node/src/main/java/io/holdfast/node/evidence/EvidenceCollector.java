package io.holdfast.node.evidence;

import java.io.IOException;
import java.util.List;

/**
 * The edge to where a machine leaves traces. Collecting never fails for what it cannot read: a
 * revert must not wait for evidence, so a line in the result says what was missing and why.
 */
public interface EvidenceCollector {
  /** The last journal lines of a boot, oldest first, at most {@link Evidence#MAX_JOURNAL_LINES}. */
  List<String> journalTail(BootId boot) throws InterruptedException;

  /**
   * The same of the boot before the newest one in the journal. Give the boot's id where it is
   * known: this one is wrong if the running boot has not yet written to the journal on disk.
   */
  List<String> journalTailOfPreviousBoot() throws InterruptedException;

  /** What systemd waits for now, one job a line; empty once the boot is complete. */
  List<String> waitingJobs() throws InterruptedException;

  /** What earlier kernels left in pstore when they died; {@link KernelRecord#NONE} if nothing. */
  KernelRecord kernelRecords();

  /**
   * Removes from pstore the parts that a record was made of, once it is kept as evidence: the store
   * is small, and a full one takes no next record.
   *
   * @throws IOException if a part cannot be removed; the others are removed all the same
   */
  void removeKernelRecords(KernelRecord kept) throws IOException;

  /** True if a watchdog says that it was what started this boot. */
  boolean resetByWatchdog();
}
