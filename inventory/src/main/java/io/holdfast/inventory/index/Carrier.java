package io.holdfast.inventory.index;

import io.holdfast.inventory.Inventory.Subject;
import java.util.List;

/**
 * Something that carries what was asked for.
 *
 * @param subject a release, an extension or content
 * @param matches what of it matched: packages with version, or paths; each once
 */
public record Carrier(Subject subject, List<String> matches) {
  /** Copies. */
  public Carrier {
    matches = List.copyOf(matches);
  }
}
