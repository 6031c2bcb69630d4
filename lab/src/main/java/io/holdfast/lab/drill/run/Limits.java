package io.holdfast.lab.drill.run;

import java.time.Duration;

/**
 * How long a drill waits before it calls a node lost, from how long the node's boot takes here.
 *
 * @param normalBoot power-on to login; above zero
 */
record Limits(Duration normalBoot) {
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

  Duration shell() {
    return normalBoot.plus(ANSWER);
  }

  Duration command() {
    return COMMAND;
  }

  Duration upgrade() {
    return UPGRADE;
  }

  /** From the restart into the trial until the node has settled. */
  Duration settling() {
    return normalBoot.multipliedBy(BOOTS).plus(BAKING);
  }
}
