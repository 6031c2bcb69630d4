package io.holdfast.cli.node;

import io.holdfast.node.upgrade.UpgradeProgress;
import java.io.PrintStream;

/** A line a phase, and one for every tenth of a long one. */
final class PhaseLines implements UpgradeProgress {
  private static final long TENTHS = 10;

  private final PrintStream stream;
  private long shown;

  PhaseLines(PrintStream stream) {
    this.stream = stream;
  }

  @Override
  public synchronized void phase(String name) {
    shown = 0;
    stream.println("phase: " + name);
  }

  @Override
  public synchronized void bytes(long done, long all) {
    long tenth = all == 0 ? TENTHS : done * TENTHS / all;
    if (tenth > shown) {
      shown = tenth;
      stream.println("  " + tenth * TENTHS + " %");
    }
  }
}
