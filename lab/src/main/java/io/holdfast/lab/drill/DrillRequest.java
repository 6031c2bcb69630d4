package io.holdfast.lab.drill;

import io.holdfast.lab.drill.prepare.Workshop;
import java.util.List;

/**
 * Which drill.
 *
 * @param acts names of the acts to play; empty for all
 * @param workshop with what it is prepared
 */
public record DrillRequest(List<String> acts, Workshop workshop) {
  /** Copies. */
  public DrillRequest {
    acts = List.copyOf(acts);
  }
}
