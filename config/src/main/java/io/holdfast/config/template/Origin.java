package io.holdfast.config.template;

import io.holdfast.config.yaml.Place;

/**
 * Where a template's text stands, so that a mistake in it can be found.
 *
 * @param start the place of its first character
 * @param indent columns that stand before each later line but are no part of it, as in a block of
 *     YAML; from 0
 */
public record Origin(Place start, int indent) {

  /** Checks the range. */
  public Origin {
    if (indent < 0) {
      throw new IllegalArgumentException("an indent is not negative");
    }
  }

  /** A whole file, as the user would name it. */
  public static Origin file(String source) {
    return new Origin(Place.startOf(source), 0);
  }

  /** A text that begins here and whose later lines are not indented. */
  public static Origin at(Place start) {
    return new Origin(start, 0);
  }

  /** The place of a position in the text, in UTF-16 units from 0. */
  Place place(String text, int at) {
    int line = 0;
    int lineStart = 0;
    int next = text.indexOf('\n');
    while (next >= 0 && next < at) {
      line++;
      lineStart = next + 1;
      next = text.indexOf('\n', lineStart);
    }
    int column = text.codePointCount(lineStart, Math.min(at, text.length()));
    return new Place(
        start.source(), start.line() + line, column + (line == 0 ? start.column() : indent + 1));
  }
}
