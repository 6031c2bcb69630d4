package io.holdfast.node.trial;

/** What the machine runs now. */
public sealed interface Booted {
  /** A generation, by the number on the kernel's command line or in the loader's entry. */
  record InGeneration(int number) implements Booted {}

  /** The recovery slot. */
  record InRecovery() implements Booted {}
}
