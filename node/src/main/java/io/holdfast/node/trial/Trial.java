package io.holdfast.node.trial;

import java.time.Duration;

/**
 * Where the node's one trial stands. What is true on disk when each state begins is said at each;
 * what follows from events, in the package's table.
 */
public sealed interface Trial {

  /**
   * Most tries a trial may get: more deaths without a trace than these are a failing release. No
   * more than the finishing restarts plus one, so that power cuts while arming alone never use up
   * what is left.
   */
  int MAX_TRIES = TrialMachine.MAX_FINISHING_REBOOTS + 1;

  /** Longest deadline of one boot; a machine that needs longer is not repaired by waiting. */
  Duration MAX_DEADLINE = Duration.ofHours(1);

  /** No trial. What should run is the last known good. */
  record Idle() implements Trial {}

  /** Any state in which a generation is on trial. */
  sealed interface Active extends Trial {
    /** What is on trial. */
    Generation generation();
  }

  /** Its parts are written and verified; nothing points at them: the loader has no entry of it. */
  record Staged(Generation generation) implements Active {}

  /**
   * It is to be booted. This mark is on disk before the loader's entry is.
   *
   * @param triesLeft boots that may still be begun, 1 to {@link #MAX_TRIES}
   * @param deadline how long one boot may take until the agent has judged it; whole milliseconds
   */
  record Armed(Generation generation, int triesLeft, Duration deadline) implements Active {
    /** Checks the ranges; cuts the deadline to milliseconds. */
    public Armed {
      checkTries(triesLeft);
      deadline = checkedDeadline(deadline);
    }
  }

  /**
   * It boots or runs, and is being judged.
   *
   * @param triesLeft tries left, the one under way included; 1 to {@link #MAX_TRIES}
   * @param deadline as in {@link Armed}
   * @param bootId the kernel's identifier of the boot under way, 1 to 64 characters
   */
  record Trying(Generation generation, int triesLeft, Duration deadline, String bootId)
      implements Active {
    private static final int MAX_BOOT_ID = 64;

    /** Checks the ranges; cuts the deadline to milliseconds. */
    public Trying {
      checkTries(triesLeft);
      deadline = checkedDeadline(deadline);
      if (!Excerpt.isOneLine(bootId, MAX_BOOT_ID)) {
        throw new IllegalArgumentException(
            "a boot id must have 1 to "
                + MAX_BOOT_ID
                + " visible characters, not '"
                + bootId
                + "'");
      }
    }
  }

  /**
   * It is being undone: its entry goes first, then its outcome is recorded. Only then is it over.
   *
   * @param evidence number of the evidence kept; 0 for none, as when a person asked
   */
  record Reverting(Generation generation, RevertReason reason, int evidence) implements Active {
    /** Checks the number. */
    public Reverting {
      if (evidence < 0) {
        throw new IllegalArgumentException(
            "evidence is numbered from 1, 0 is none, not " + evidence);
      }
    }
  }

  private static void checkTries(int tries) {
    if (tries < 1 || tries > MAX_TRIES) {
      throw new IllegalArgumentException(
          "a trial has 1 to " + MAX_TRIES + " tries left, not " + tries);
    }
  }

  private static Duration checkedDeadline(Duration deadline) {
    if (deadline.toMillis() < 1 || deadline.compareTo(MAX_DEADLINE) > 0) {
      throw new IllegalArgumentException(
          "a boot's deadline lies above zero and up to " + MAX_DEADLINE + ", not " + deadline);
    }
    return Duration.ofMillis(deadline.toMillis());
  }
}
