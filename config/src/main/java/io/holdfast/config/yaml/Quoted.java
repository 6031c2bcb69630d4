package io.holdfast.config.yaml;

/**
 * Text of unknown origin, made fit for a message: short, on one line, without control characters.
 */
public final class Quoted {
  /** Enough to recognise a key or a value by. */
  private static final int MOST = 60;

  private Quoted() {}

  /** The text in single quotes, cut after {@value #MOST} characters. */
  public static String of(String text) {
    StringBuilder out = new StringBuilder("'");
    for (int i = 0; i < text.length() && i < MOST; i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        out.append("\\n");
      } else if (c < ' ' || (c >= 0x7f && c < 0xa0) || isDirection(c)) {
        out.append("\\u").append(hex4(c));
      } else {
        out.append(c);
      }
    }
    return out.append(text.length() > MOST ? "...'" : "'").toString();
  }

  /** Characters that reorder the text after them on a terminal. */
  private static boolean isDirection(char c) {
    return (c >= 0x200e && c <= 0x200f)
        || (c >= 0x2028 && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069);
  }

  static String hex4(char c) {
    String digits = Integer.toHexString(c);
    return "0000".substring(digits.length()) + digits;
  }
}
