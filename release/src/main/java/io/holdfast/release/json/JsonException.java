package io.holdfast.release.json;

import io.holdfast.release.Printable;

/**
 * Bytes are not the JSON that was expected; the message says what is wrong and where. Since it may
 * quote them, it is made printable.
 */
public final class JsonException extends Exception {
  private static final long serialVersionUID = 1L;

  /** With a message for the operator. */
  public JsonException(String message) {
    super(Printable.of(message));
  }

  JsonException(String message, Throwable cause) {
    super(Printable.of(message), cause);
  }
}
