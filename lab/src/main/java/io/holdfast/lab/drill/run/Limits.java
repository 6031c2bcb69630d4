package io.holdfast.lab.drill.run;

import java.time.Duration;

/**
 * How long a drill waits before it calls a node lost.
 *
 * @param shell for the root shell of a machine that is up
 * @param command for a command that answers at once
 * @param upgrade until an upgrade is armed or has failed
 * @param settling from the restart into the trial until the node has settled
 * @param control how long a node is watched that is not to come back
 */
record Limits(
    Duration shell, Duration command, Duration upgrade, Duration settling, Duration control) {
  /** Whatever runs is up already and answers at once, unless the host is short of everything. */
  private static final Duration ANSWER = Duration.ofMinutes(1);

  /** A start of the agent's runtime on an emulated processor takes seconds, under load many. */
  private static final Duration COMMAND = Duration.ofMinutes(2);

  /** Some hundred megabytes are read, hashed, written and read back by an emulated processor. */
  private static final Duration UPGRADE = Duration.ofMinutes(10);

  /** Bake time of the drill's releases, and orderly restarts. */
  private static final Duration BAKING = Duration.ofMinutes(5);

  /**
   * The longest way is a boot to its deadline, which is at most three boots to the last health
   * check, itself up to twice a boot to the login; then the way back. Twice that is a node lost.
   */
  private static final int BOOTS = 16;

  /** Longer than a node may be down by content that is watched. */
  private static final int CONTROL_BOOTS = 3;

  /**
   * For a machine like this one.
   *
   * @param normalBoot power-on to login; above zero
   */
  static Limits of(Duration normalBoot) {
    return new Limits(
        normalBoot.plus(ANSWER),
        COMMAND,
        UPGRADE,
        normalBoot.multipliedBy(BOOTS).plus(BAKING),
        normalBoot.multipliedBy(CONTROL_BOOTS));
  }
}
