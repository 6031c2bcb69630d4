package io.holdfast.cli;

/** What a command's exit code says, on a workstation and on a node alike. */
public final class ExitCode {
  /** Done. */
  public static final int DONE = 0;

  /** Tried and failed. */
  public static final int FAILED = 1;

  /** The command line was wrong. */
  public static final int USAGE = 2;

  /** Refused on purpose: doing it would have broken a promise. */
  public static final int REFUSED = 3;

  private ExitCode() {}
}
