package io.holdfast.lab.drill.act;

import java.time.Instant;
import java.util.List;

/**
 * What the console showed at a decisive moment.
 *
 * @param at by the host's clock
 * @param why it was kept
 * @param rows top first
 */
public record Screen(Instant at, String why, List<String> rows) {
  /** Copies. */
  public Screen {
    rows = List.copyOf(rows);
  }
}
