package io.holdfast.config.language;

import io.holdfast.config.yaml.Place;

/** Takes what is said about a document. */
public interface Remarks {
  /** What cannot be meant. */
  void error(Place place, String message);

  /** What is legal and dangerous, or has no effect. */
  void warning(Place place, String message);

  /** What Kairos does and Holdfast does not. */
  void unsupported(Place place, String message);
}
