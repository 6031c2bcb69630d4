package io.holdfast.config.source;

/** Text as YAML that is read back as the same text, on one line. Pure. */
public final class QuotedYaml {
  private QuotedYaml() {}

  /** In double quotes, whatever it holds (YAML 1.2, section 7.3.1). */
  public static String text(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c == '\n') {
        out.append("\\n");
      } else if (c < ' ' || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029 || c == 0xfeff) {
        String digits = Integer.toHexString(c);
        out.append("\\u").append("0000", digits.length(), 4).append(digits);
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }

  /** As Kairos takes words of the command line: true and false are flags, all else is text. */
  static String value(String text) {
    return text.equals("true") || text.equals("false") ? text : text(text);
  }

  static String key(String text) {
    boolean plain = !text.isEmpty() && Character.isLetter(text.charAt(0));
    for (int i = 0; plain && i < text.length(); i++) {
      char c = text.charAt(i);
      plain = c < 0x80 && (Character.isLetterOrDigit(c) || c == '_' || c == '-');
    }
    return plain ? text : text(text);
  }
}
