package io.holdfast.config.template.function;

import io.holdfast.config.yaml.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Conditions on a version: {@code >=1.2, <2}, {@code ^1.2}, {@code ~1.2.3}, {@code 1.x}, {@code 1.2
 * - 1.4}, joined by a comma or a space, alternatives by {@code ||}. Stateless.
 */
final class VersionRange {
  /** More conditions than anyone writes. */
  private static final int MAX_LENGTH = 1_000;

  private static final String[] SIGNS = {
    "!=", ">=", "=>", "<=", "=<", "~>", ">", "<", "~", "^", "="
  };

  private VersionRange() {}

  /**
   * One condition.
   *
   * @param sign empty for none
   * @param given how many of the three numbers are written out, from 0
   */
  private record Condition(String sign, SemanticVersion version, int given) {}

  static boolean allows(String range, SemanticVersion version) {
    if (range.length() > MAX_LENGTH) {
      throw new RefusedException("this range of versions is too long");
    }
    boolean any = false;
    for (String alternative : range.split("\\|\\|", -1)) {
      boolean all = true;
      for (Condition condition : parse(alternative, range)) {
        all &= holds(condition, version);
      }
      any |= all;
    }
    return any;
  }

  private static List<Condition> parse(String alternative, String range) {
    List<Condition> conditions = new ArrayList<>();
    String text = alternative.strip();
    String[] hyphen = text.split("\\s+-\\s+", -1);
    if (hyphen.length == 2) {
      conditions.add(condition(">=", hyphen[0].strip(), range));
      conditions.add(condition("<=", hyphen[1].strip(), range));
      return conditions;
    }
    int at = 0;
    while (at < text.length()) {
      String sign = signAt(text, at);
      at = skip(text, at + sign.length(), " ");
      int end = at;
      while (end < text.length() && " ,".indexOf(text.charAt(end)) < 0) {
        end++;
      }
      conditions.add(condition(sign, text.substring(at, end), range));
      at = skip(text, end, " ,");
    }
    if (conditions.isEmpty()) {
      throw none(range);
    }
    return conditions;
  }

  private static int skip(String text, int from, String characters) {
    int at = from;
    while (at < text.length() && characters.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at;
  }

  private static String signAt(String text, int at) {
    for (String sign : SIGNS) {
      if (text.startsWith(sign, at)) {
        return sign;
      }
    }
    return "";
  }

  private static Condition condition(String sign, String written, String range) {
    String bare = written.startsWith("v") ? written.substring(1) : written;
    String end = "";
    int cut = bare.indexOf('-') >= 0 ? bare.indexOf('-') : bare.indexOf('+');
    if (cut >= 0) {
      end = bare.substring(cut);
      bare = bare.substring(0, cut);
    }
    String[] parts = bare.split("\\.", -1);
    StringBuilder numbers = new StringBuilder();
    int given = 0;
    boolean wild = false;
    for (int i = 0; i < 3; i++) {
      String part = i < parts.length ? parts[i].toLowerCase(Locale.ROOT) : "x";
      wild |= part.equals("x") || part.equals("*");
      given += wild ? 0 : 1;
      numbers.append(i == 0 ? "" : ".").append(wild ? "0" : part);
    }
    if (written.isEmpty() || parts.length > 3) {
      throw none(range);
    }
    try {
      return new Condition(sign, SemanticVersion.parse(numbers + end), given);
    } catch (RefusedException e) {
      throw none(range);
    }
  }

  private static RefusedException none(String range) {
    return new RefusedException(
        Quoted.of(range) + " is no range of versions; write one such as '>=1.2, <2' or ^1.2");
  }

  private static boolean holds(Condition condition, SemanticVersion v) {
    SemanticVersion c = condition.version();
    // Who does not name one does not want one.
    if (!v.prerelease().isEmpty() && c.prerelease().isEmpty()) {
      return false;
    }
    int given = condition.given();
    return switch (condition.sign()) {
      case "", "=" -> given < 3 ? tilde(v, c, given) : v.compareTo(c) == 0;
      case "!=" -> given < 3 ? !agrees(v, c, given) : v.compareTo(c) != 0;
      case ">" -> given < 3 ? v.compareTo(c) > 0 && !agrees(v, c, given) : v.compareTo(c) > 0;
      case "<" -> v.compareTo(c) < 0;
      case ">=", "=>" -> v.compareTo(c) >= 0;
      case "<=", "=<" -> v.compareTo(c) <= 0 || (given < 3 && agrees(v, c, given));
      case "~", "~>" -> tilde(v, c, given);
      default -> caret(v, c, given);
    };
  }

  /** True if the numbers that are written out are the same. */
  private static boolean agrees(SemanticVersion v, SemanticVersion c, int given) {
    return (given < 1 || v.major() == c.major())
        && (given < 2 || v.minor() == c.minor())
        && (given < 3 || v.patch() == c.patch());
  }

  private static boolean tilde(SemanticVersion v, SemanticVersion c, int given) {
    return v.compareTo(c) >= 0 && agrees(v, c, Math.min(given, 2));
  }

  /** Up to the next change of the first number that is not 0. */
  private static boolean caret(SemanticVersion v, SemanticVersion c, int given) {
    if (v.compareTo(c) < 0) {
      return false;
    }
    if (given == 0) {
      return true;
    }
    int same = c.major() > 0 || given == 1 ? 1 : c.minor() > 0 || given == 2 ? 2 : 3;
    return agrees(v, c, same);
  }
}
