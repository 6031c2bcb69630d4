package io.holdfast.config.language;

import io.holdfast.config.yaml.YamlMapping;
import io.holdfast.config.yaml.YamlNode;
import io.holdfast.config.yaml.YamlScalar;
import io.holdfast.config.yaml.YamlSequence;
import java.util.regex.Pattern;

/** Templates in values, as far as one can tell without filling them in. Pure. */
final class Templates {
  /** As examples have them: {@code <your name>}. */
  private static final Pattern GAP = Pattern.compile("<[^<>\\n]{1,100}>");

  private Templates() {}

  /** True for a value that its author has yet to write. */
  static boolean isGap(String text) {
    return GAP.matcher(text).matches();
  }

  /** True if a value is only known once a template is filled in. */
  static boolean isIn(String text) {
    return text.contains("{{");
  }

  /** True if a value or anything below it has one. */
  static boolean isInside(YamlNode node) {
    return switch (node) {
      case YamlScalar scalar -> isIn(scalar.text());
      case YamlSequence list -> list.items().stream().anyMatch(Templates::isInside);
      case YamlMapping mapping ->
          mapping.keys().stream()
              .anyMatch(key -> mapping.find(key).map(Templates::isInside).orElse(false));
    };
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
