package io.holdfast.config.source;

/**
 * One document of a configuration, not read yet.
 *
 * @param origin what decides how much it counts
 * @param name names it in messages, where a file has its path; one line
 * @param text the document
 */
public record SourceText(Origin origin, String name, String text) {

  /** Checks the name. */
  public SourceText {
    if (name.isBlank() || name.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
      throw new IllegalArgumentException("a source needs a name of one line");
    }
  }
}
