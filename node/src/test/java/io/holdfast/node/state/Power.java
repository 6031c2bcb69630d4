package io.holdfast.node.state;

import java.util.ArrayList;
import java.util.List;

/** Counts a simulated machine's durable writes and goes away at those it was told to. */
final class Power {
  /** Where in a write the power goes, or, in the last case, the kernel panics. */
  enum Moment {
    BEFORE,
    TORN,
    AFTER,
    PANIC
  }

  /** Those of a loss of power, which leaves no sign. */
  static final List<Moment> LOSSES = List.of(Moment.BEFORE, Moment.TORN, Moment.AFTER);

  /** The power goes at the write of this index, counted from the machine's first. */
  record Cut(int write, Moment moment) {}

  /** The power is gone. */
  static final class Lost extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** The kernel panics, for a reason of its own. */
  static final class Panic extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private final List<Cut> cuts = new ArrayList<>();
  private int writes;

  int writes() {
    return writes;
  }

  void cutAt(Cut cut) {
    cuts.add(cut);
  }

  /** Lets a write happen, wholly, in part or not. */
  void write(Runnable whole, Runnable torn) {
    int index = writes++;
    for (Cut cut : cuts) {
      if (cut.write() == index) {
        switch (cut.moment()) {
          case BEFORE -> {}
          case TORN -> torn.run();
          case AFTER -> whole.run();
          case PANIC -> throw new Panic();
        }
        throw new Lost();
      }
    }
    whole.run();
  }

  /** A write that is atomic. */
  void write(Runnable whole) {
    write(whole, () -> {});
  }
}
