package io.holdfast.config.apply;

import io.holdfast.config.action.Action;

/** What became of one action. */
public sealed interface Outcome {
  /** Which one. */
  Action action();

  /** It is done, or was so already; or, where it is only planned, it would be. */
  record Done(Action action, Effect effect) implements Outcome {}

  /**
   * A condition of its step did not hold.
   *
   * @param reason which, in words
   */
  record Skipped(Action action, String reason) implements Outcome {}

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
