package io.holdfast.release.tuf;

import io.holdfast.release.Printable;

/**
 * Metadata or a target is not believed; nothing of it may be used. The message names it, the step
 * of the specification's workflow that it failed, and what to do.
 */
public final class MetadataRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What kind of attack or mistake it would be to believe it. */
  public enum Reason {
    /** It is not the metadata that the specification describes (section 4). */
    FORM,
    /** Too few of those who may sign did (arbitrary software attack). */
    SIGNATURES,
    /** It is older than what was seen before (rollback attack). */
    ROLLBACK,
    /** It has expired (freeze attack). */
    EXPIRED,
    /** It is not what other metadata says it is (mix-and-match attack). */
    MISMATCH,
    /** It is larger than it may be (endless data attack). */
    TOO_LARGE,
    /** The repository does not have it, though its metadata says so. */
    MISSING,
    /** Nobody who may speak for this target says anything of it. */
    NO_SUCH_TARGET
  }

  private final Reason reason;

  /** With a message for the operator. */
  public MetadataRefusedException(Reason reason, String message) {
    super(Printable.of(message));
    this.reason = reason;
  }

  /** For programs. */
  public Reason reason() {
    return reason;
  }
}
