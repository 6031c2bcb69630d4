package io.holdfast.config.language;

import io.holdfast.config.yaml.Place;

/**
 * One thing that the check says.
 *
 * @param message what it is and what to do, in one line
 */
public record Finding(Place place, Severity severity, String message) {

  /** {@code source:line:column: severity: message}. */
  @Override
  public String toString() {
    return place + ": " + severity.word() + ": " + message;
  }
}
