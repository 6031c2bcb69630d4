package io.holdfast.config.language;

import io.holdfast.config.yaml.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects what the check says of one file. For one thread. */
final class Findings implements Remarks {
  /** More would not be read by a person, and a hostile file could make millions. */
  static final int MOST = 100;

  private final Set<Finding> kept = new HashSet<>();
  private int errors;

  @Override
  public void error(Place place, String message) {
    errors++;
    add(place, Severity.ERROR, message);
  }

  @Override
  public void warning(Place place, String message) {
    add(place, Severity.WARNING, message);
  }

  @Override
  public void unsupported(Place place, String message) {
    add(place, Severity.UNSUPPORTED, message);
  }

  /** How many errors there were so far, kept or not. */
  int errors() {
    return errors;
  }

  /** True if nothing more is kept, so that no effort is due for a good message. */
  boolean isFull() {
    return kept.size() >= MOST;
  }

  /** In the order of the file. */
  List<Finding> inOrder() {
    List<Finding> ordered = new ArrayList<>(kept);
    ordered.sort(
        Comparator.comparingInt((Finding f) -> f.place().line())
            .thenComparingInt(f -> f.place().column())
            .thenComparing(Finding::severity)
            .thenComparing(Finding::message));
    return ordered;
  }

  private void add(Place place, Severity severity, String message) {
    if (!isFull()) {
      kept.add(new Finding(place, severity, message));
    }
  }
}
