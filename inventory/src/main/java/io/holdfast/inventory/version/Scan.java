package io.holdfast.inventory.version;

import java.util.function.IntPredicate;

/** A text that is read from its begin to its end, a run of characters at a time. */
final class Scan {
  /** What {@link #next} is at the end: no version has it. */
  static final char END = 0;

  private final String text;
  private int at;

  Scan(String text) {
    this.text = text;
  }

  boolean ended() {
    return at == text.length();
  }

  /** The next character, which stays the next. */
  char next() {
    return ended() ? END : text.charAt(at);
  }

  /** Goes on by one character. */
  void skip() {
    at++;
  }

  /** Takes a character if it is the next. */
  boolean take(char wanted) {
    if (next() != wanted) {
      return false;
    }
    at++;
    return true;
  }

  /** Takes all that follows and is of a kind; may be empty. */
  String take(IntPredicate kind) {
    int from = at;
    while (!ended() && kind.test(text.charAt(at))) {
      at++;
    }
    return text.substring(from, at);
  }

  static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  static boolean isLetter(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  static boolean isLetterOrDigit(int c) {
    return isDigit(c) || isLetter(c);
  }

  /** Whether all of a text is of a kind. */
  static boolean all(String text, IntPredicate kind) {
    return text.chars().allMatch(kind);
  }

  /** Runs of digits by value, of any length; an empty one is zero. */
  static int compareNumbers(String one, String other) {
    String first = withoutZeros(one);
    String second = withoutZeros(other);
    return first.length() == second.length()
        ? first.compareTo(second)
        : Integer.compare(first.length(), second.length());
  }

  private static String withoutZeros(String digits) {
    int from = 0;
    while (from < digits.length() && digits.charAt(from) == '0') {
      from++;
    }
    return digits.substring(from);
  }
}
