package io.holdfast.lab.drill.act;

import java.time.Instant;

/**
 * Something worth noting that happened in a run, seen from outside the node.
 *
 * @param at by the host's clock
 * @param kind what
 * @param text for people: the console's line, or what the drill did
 */
public record Moment(Instant at, Kind kind, String text) {
  /** What can happen. */
  public enum Kind {
    /** The drill did something. */
    STEP("drill"),
    /** The upgrade said how far it is. */
    UPGRADE("upgrade"),
    /** The drill damaged what the node runs or is to run. */
    DAMAGE("damage"),
    /** Service ends here: the node begins to restart. */
    DOWN("restart begins"),
    /** The node's own word on the console. */
    NODE("node"),
    /** The kernel panicked. */
    PANIC("kernel panic"),
    /** The hardware watchdog was not fed. */
    WATCHDOG("watchdog"),
    /** The machine was reset, by itself or by its watchdog. */
    RESET("reset"),
    /** The drill took the power away. */
    POWER_CUT("power cut"),
    /** The drill gave the power back. */
    POWER_ON("power on"),
    /** A system offers its login. */
    LOGIN("login"),
    /** The drill found the node settled. */
    SETTLED("settled");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** For people. */
    public String words() {
      return words;
    }
  }
}
