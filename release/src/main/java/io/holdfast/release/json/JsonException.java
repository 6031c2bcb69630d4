package io.holdfast.release.json;

/** Bytes are not the JSON that was expected; the message says what is wrong and where. */
public final class JsonException extends Exception {
  private static final long serialVersionUID = 1L;

  /** With a message for the operator. */
  public JsonException(String message) {
    super(message);
  }

  JsonException(String message, Throwable cause) {
    super(message, cause);
  }
}
