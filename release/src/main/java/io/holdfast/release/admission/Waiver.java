package io.holdfast.release.admission;

/** What an operator allows by an explicit word, and is otherwise refused. */
public enum Waiver {
  /** A version that is not above the running one. */
  DOWNGRADE,
  /** A release of another name than the running one. */
  OTHER_NAME,
  /** The very release that is held, for its slot is damaged. */
  REPAIR
}
