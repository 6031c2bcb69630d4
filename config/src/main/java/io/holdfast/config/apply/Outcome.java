package io.holdfast.config.apply;

import io.holdfast.config.action.Action;
import java.util.List;

/** What became of one action. */
public sealed interface Outcome {
  /** Which one. */
  Action action();

  /**
   * It is done.
   *
   * @param notes what was left out of it and why; usually none
   */
  record Done(Action action, List<String> notes) implements Outcome {
    /** Copies. */
    public Done {
      notes = List.copyOf(notes);
    }
  }

  /** The condition of its step did not hold. */
  record Skipped(Action action) implements Outcome {}

  /**
   * It is not done, or only in part.
   *
   * @param message what went wrong, perhaps with the last lines of a command
   */
  record Failed(Action action, String message) implements Outcome {
    /** {@code source:line:column: action: message}. */
    @Override
    public String toString() {
      return action.place() + ": " + action.describe() + ": " + message;
    }
  }
}
