package io.holdfast.config.action;

import io.holdfast.config.yaml.Place;
import java.util.List;

/**
 * Packages to be installed, removed, refreshed or pinned: what an immutable node refuses, because
 * its root is what was built and signed.
 *
 * @param wanted in words, at least one
 */
public record ChangePackages(List<String> wanted, Place place) implements Action {

  /** Copies. */
  public ChangePackages {
    wanted = List.copyOf(wanted);
  }

  @Override
  public String describe() {
    return String.join(", ", wanted);
  }
}
