package io.holdfast.node.trial;

/** What the ESP says about a generation's loader entry (Boot Loader Specification, counting). */
public enum EntryState {
  /** No file. */
  ABSENT,
  /** {@code holdfast-N+1.conf}: one try left; the loader counts before it starts it. */
  UNTRIED,
  /** {@code holdfast-N+0-1.conf}: started once and not settled; the loader's last choice. */
  TRIED,
  /** {@code holdfast-N.conf}: not counted. */
  SETTLED
}
