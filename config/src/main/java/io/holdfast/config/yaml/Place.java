package io.holdfast.config.yaml;

/**
 * Where something stands in a document.
 *
 * @param source the file, as the user would name it
 * @param line counted from 1
 * @param column counted from 1, in Unicode characters
 */
public record Place(String source, int line, int column) {

  /** Checks the ranges. */
  public Place {
    if (line < 1 || column < 1) {
      throw new IllegalArgumentException(
          "lines and columns count from 1, not " + line + ":" + column);
    }
  }

  /** The first character of a document. */
  public static Place startOf(String source) {
    return new Place(source, 1, 1);
  }

  /** {@code source:line:column}, the form that editors follow. */
  @Override
  public String toString() {
    return source + ":" + line + ":" + column;
  }
}
