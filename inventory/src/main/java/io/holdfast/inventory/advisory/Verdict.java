package io.holdfast.inventory.advisory;

/**
 * What a record says of one package.
 *
 * @param reason what decided
 * @param words the range, the version or the explanation that decided, for people
 */
public record Verdict(Reason reason, String words) {
  /** From the least to the most strict. */
  public enum Outcome {
    /** It is not affected. */
    NOT_AFFECTED,
    /** It has the name, and more cannot be told by a program. */
    NAME_ONLY,
    /** It is affected by its version. */
    AFFECTED
  }

  /** What decided. */
  public enum Reason {
    /** A range of the record has the version. */
    IN_RANGE(Outcome.AFFECTED),
    /** The record lists the version. */
    LISTED(Outcome.AFFECTED),
    /** The record says that all versions are affected. */
    EVERY_VERSION(Outcome.AFFECTED),
    /** The record names only the fixed version, and this one is older. */
    BEFORE_FIX(Outcome.AFFECTED),
    /** The version is none, or the record's are none, or their order is not known. */
    CANNOT_COMPARE(Outcome.NAME_ONLY),
    /** The record speaks of some releases of the distribution, and the package's is not known. */
    RELEASE_UNKNOWN(Outcome.NAME_ONLY),
    /** The record says that it is not known yet. */
    UNDER_INVESTIGATION(Outcome.NAME_ONLY),
    /** The problem is fixed in this version. */
    FIXED(Outcome.NOT_AFFECTED),
    /** No range of the record has the version. */
    OUT_OF_RANGE(Outcome.NOT_AFFECTED),
    /** The record says so, with its reason (VEX). */
    VEX(Outcome.NOT_AFFECTED),
    /** The record speaks of other releases of the distribution. */
    OTHER_RELEASE(Outcome.NOT_AFFECTED),
    /** The record was taken back. */
    WITHDRAWN(Outcome.NOT_AFFECTED);

    private final Outcome outcome;

    Reason(Outcome outcome) {
      this.outcome = outcome;
    }

    /** What it comes to. */
    public Outcome outcome() {
      return outcome;
    }
  }

  /** What it comes to. */
  public Outcome outcome() {
    return reason.outcome();
  }
}
