package io.holdfast.lab.drill.march;

import java.time.Instant;

/**
 * A line of the drill's timeline.
 *
 * @param who the operator, or a node by its name
 */
public record Event(Instant at, String who, String what) {
  /** Whoever answers the incident. */
  public static final String OPERATOR = "operator";
}
