package io.holdfast.config.template.tree;

/** What numbers and quoted text mean, after the Go specification, "Lexical elements". Pure. */
final class Literals {
  private Literals() {}

  /** Long or Double; IllegalArgumentException says what is wrong. */
  static Object number(String written) {
    String text = written.replace("_", "");
    boolean negative = text.startsWith("-");
    String digits = negative || text.startsWith("+") ? text.substring(1) : text;
    int radix = radix(digits);
    boolean hex = radix == 16;
    if (contains(digits, ".") || contains(digits, hex ? "pP" : "eE")) {
      return fraction(written, text);
    }
    String bare = radix == 10 ? digits : digits.substring(isPrefixed(digits) ? 2 : 1);
    try {
      return Long.parseLong((negative ? "-" : "") + bare, radix);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          written + " is no number, or one beyond 64 bits; text needs quotes", e);
    }
  }

  private static Double fraction(String written, String text) {
    char last = text.charAt(text.length() - 1);
    try {
      double value = Double.parseDouble(text);
      // Java reads 1.5f and 1.5d as numbers, too.
      if (Double.isFinite(value) && (Character.digit(last, 10) >= 0 || last == '.')) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(written + " is no number; text needs quotes", e);
    }
    throw new IllegalArgumentException(written + " is no number, or too large a one");
  }

  private static int radix(String digits) {
    if (digits.length() < 2 || digits.charAt(0) != '0') {
      return 10;
    }
    return switch (digits.charAt(1)) {
      case 'x', 'X' -> 16;
      case 'b', 'B' -> 2;
      case 'o', 'O' -> 8;
      case '.', 'e', 'E' -> 10;
      default -> 8;
    };
  }

  private static boolean isPrefixed(String digits) {
    return Character.isLetter(digits.charAt(1));
  }

  private static boolean contains(String text, String any) {
    for (int i = 0; i < any.length(); i++) {
      if (text.indexOf(any.charAt(i)) >= 0) {
        return true;
      }
    }
    return false;
  }

  /** {@code 'a'} to its code point. */
  static Long character(String written) {
    String value = unquote(written);
    if (value.isEmpty() || value.codePointCount(0, value.length()) != 1) {
      throw new IllegalArgumentException("' holds one character; text stands in \" or `");
    }
    return (long) value.codePointAt(0);
  }

  /** Text in backquotes: as it is, but without carriage returns. */
  static String raw(String written) {
    return written.substring(1, written.length() - 1).replace("\r", "");
  }

  /** Text in double or single quotes, with its escapes resolved. */
  static String unquote(String written) {
    char quote = written.charAt(0);
    StringBuilder out = new StringBuilder(written.length());
    int at = 1;
    int end = written.length() - 1;
    while (at < end) {
      char c = written.charAt(at++);
      if (c != '\\') {
        out.append(c);
        continue;
      }
      at = escape(written, at, end, quote, out);
    }
    return out.toString();
  }

  private static int escape(String written, int at, int end, char quote, StringBuilder out) {
    if (at >= end) {
      throw new IllegalArgumentException("this text ends in the middle of an escape");
    }
    char c = written.charAt(at);
    int plain = "abfnrtv\\".indexOf(c);
    if (plain >= 0) {
      out.append("\u0007\b\f\n\r\t\u000b\\".charAt(plain));
      return at + 1;
    }
    if (c == quote) {
      out.append(c);
      return at + 1;
    }
    return switch (c) {
      case 'x' -> code(written, at + 1, 2, 16, end, out);
      case 'u' -> code(written, at + 1, 4, 16, end, out);
      case 'U' -> code(written, at + 1, 8, 16, end, out);
      case '0', '1', '2', '3', '4', '5', '6', '7' -> code(written, at, 3, 8, end, out);
      default ->
          throw new IllegalArgumentException(
              "there is no escape \\" + c + "; for a backslash write \\\\, or put the text in `");
    };
  }

  private static int code(
      String written, int at, int digits, int radix, int end, StringBuilder out) {
    long value = 0;
    for (int i = at; i < at + digits; i++) {
      int digit = i < end ? Character.digit(written.charAt(i), radix) : -1;
      if (digit < 0) {
        throw new IllegalArgumentException("this escape has too few digits");
      }
      value = value * radix + digit;
    }
    // In Go, short escapes are bytes, which alone are no character above 7f.
    boolean isByte = digits < 4;
    if ((isByte && value > 0x7f) || value > Character.MAX_CODE_POINT || isSurrogate(value)) {
      throw new IllegalArgumentException("this escape is no character; write the character itself");
    }
    out.appendCodePoint((int) value);
    return at + digits;
  }

  private static boolean isSurrogate(long value) {
    return value >= Character.MIN_SURROGATE && value <= Character.MAX_SURROGATE;
  }
}
