package io.holdfast.lab.drill;

import io.holdfast.lab.drill.prepare.Workshop;
import java.util.List;

/**
 * Which drill.
 *
 * @param acts names of the acts to play; empty for all
 * @param machines that run at once; at least 1
 * @param secureBoot whether the firmware enforces Secure Boot
 * @param workshop with what it is prepared
 */
public record DrillRequest(List<String> acts, int machines, boolean secureBoot, Workshop workshop) {
  /** Copies. */
  public DrillRequest {
    if (machines < 1) {
      throw new IllegalArgumentException("a drill needs at least 1 machine, not " + machines);
    }
    acts = List.copyOf(acts);
  }
}
