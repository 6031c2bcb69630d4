package io.holdfast.node.trial;

/** What the machine runs now. */
public sealed interface Booted {
  /**
   * What the loader's entry of this number starts, see {@link Generation#entry}. Which generation
   * that is, the state knows: {@link NodeState#running}.
   */
  record ByEntry(int number) implements Booted {}

  /** The recovery slot. */
  record InRecovery() implements Booted {}
}
