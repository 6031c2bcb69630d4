package io.holdfast.node.trial;

/** Where a release sits on a disk. */
public enum Slot {
  /** One of the two slots that take turns. */
  A,
  /** The other one. */
  B,
  /** Holds a release for repair; outside all generations and trials. */
  RECOVERY;

  /**
   * The slot that takes turns with this one.
   *
   * @throws IllegalStateException for {@link #RECOVERY}, which has none
   */
  public Slot other() {
    return switch (this) {
      case A -> B;
      case B -> A;
      case RECOVERY -> throw new IllegalStateException("the recovery slot takes turns with none");
    };
  }
}
