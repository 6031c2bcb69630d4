package io.holdfast.config.language;

/** Templates in values, as far as one can tell without filling them in. Pure. */
final class Templates {
  private Templates() {}

  /** True if a value is only known once a template is filled in. */
  static boolean isIn(String text) {
    return text.contains("{{");
  }

  /**
   * The first brace pair of a text that has no counterpart; -1 if all have one. Quotes inside a
   * template may hold braces.
   */
  static int unbalanced(String text) {
    for (int at = text.indexOf("{{"); at >= 0; ) {
      int end = end(text, at + 2);
      if (end < 0) {
        return at;
      }
      at = text.indexOf("{{", end);
    }
    return -1;
  }

  /** After the braces that close what was opened before this position; -1 if none do. */
  private static int end(String text, int from) {
    char quote = 0;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        if (c == '\\' && quote == '"') {
          i++;
        } else if (c == quote) {
          quote = 0;
        }
      } else if (c == '"' || c == '`') {
        quote = c;
      } else if (text.startsWith("}}", i)) {
        return i + 2;
      } else if (text.startsWith("{{", i)) {
        return -1;
      }
    }
    return -1;
  }
}
