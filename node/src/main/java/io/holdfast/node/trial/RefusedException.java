package io.holdfast.node.trial;

/**
 * An event does not fit the state, or a wish may not be granted; nothing has changed. The message
 * says what was refused, why, and what to do.
 */
public final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  RefusedException(String what, String why, String whatToDo) {
    super(what + " was refused: " + why + ". " + whatToDo + ".");
  }
}
