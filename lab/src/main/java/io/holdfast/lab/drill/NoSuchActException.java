package io.holdfast.lab.drill;

/** A drill has no act of the wanted name; the message names those that it has. */
public final class NoSuchActException extends Exception {
  private static final long serialVersionUID = 1L;

  NoSuchActException(String message) {
    super(message);
  }
}
