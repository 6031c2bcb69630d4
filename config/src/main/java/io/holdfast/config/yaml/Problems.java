package io.holdfast.config.yaml;

import java.util.ArrayList;
import java.util.List;

/**
 * Collects what is wrong while a document is read, so that a user hears everything at once. The
 * getters of a document's nodes put their problems here and go on with a placeholder; whoever reads
 * must end with {@link #throwIfAny}. For one thread.
 */
public final class Problems {
  /** More would not be read by a person, and a hostile document could make millions. */
  public static final int MOST = 50;

  private final List<Problem> kept = new ArrayList<>();
  private final List<Problem> notes = new ArrayList<>();
  private int count;

  /** Notes one problem; past {@link #MOST} it is only counted. */
  public void add(Place place, String message) {
    add(new Problem(place, message));
  }

  /** The same, ready made. */
  public void add(Problem problem) {
    count++;
    if (kept.size() < MOST) {
      kept.add(problem);
    }
  }

  /** Notes what is no mistake and yet will not be done; at most {@link #MOST} are kept. */
  public void note(Place place, String message) {
    if (notes.size() < MOST) {
      notes.add(new Problem(place, message));
    }
  }

  /** What was noted so far, in the order of finding. */
  public List<Problem> notes() {
    return List.copyOf(notes);
  }

  /** How many were found so far, kept or not. */
  public int count() {
    return count;
  }

  /** What was found so far, at most {@link #MOST}, in the order of finding. */
  public List<Problem> found() {
    return List.copyOf(kept);
  }

  /**
   * Ends the reading of a document.
   *
   * @throws ConfigException if anything is wrong with it
   */
  public void throwIfAny() throws ConfigException {
    if (count > 0) {
      throw new ConfigException(kept, count);
    }
  }
}
