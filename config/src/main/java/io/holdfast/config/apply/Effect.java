package io.holdfast.config.apply;

import java.util.ArrayList;
import java.util.List;

/**
 * What an action did to the machine.
 *
 * @param changed false if everything was as wanted already
 * @param notes what was left out of it and why; usually none
 */
public record Effect(boolean changed, List<String> notes) {
  /** Everything was as wanted. */
  public static final Effect NONE = new Effect(false, List.of());

  /** Something is different now. */
  public static final Effect CHANGE = new Effect(true, List.of());

  /** Copies. */
  public Effect {
    notes = List.copyOf(notes);
  }

  /** One of the two without notes. */
  static Effect of(boolean changed) {
    return changed ? CHANGE : NONE;
  }

  /** The same with one more note. */
  Effect noting(String note) {
    List<String> more = new ArrayList<>(notes);
    more.add(note);
    return new Effect(changed, more);
  }
}
