package io.holdfast.config.yaml;

/**
 * One thing that is wrong in a document.
 *
 * @param place where
 * @param message what is wrong and, where it can be known, what to write instead
 */
public record Problem(Place place, String message) {

  /** {@code source:line:column: message}. */
  @Override
  public String toString() {
    return place + ": " + message;
  }
}
