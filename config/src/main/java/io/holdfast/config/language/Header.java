package io.holdfast.config.language;

/** The line that makes a file a configuration. Pure. */
final class Header {
  private Header() {}

  /** True if it stands among the comments and empty lines at the begin. */
  static boolean isIn(String text) {
    int at = begin(text);
    for (int i = 0; i < Language.HEADER_WITHIN && at < text.length(); i++) {
      String line = line(text, at);
      if (Language.HEADERS.contains(line.strip())) {
        return true;
      }
      if (!line.isBlank() && !line.startsWith("#")) {
        return false;
      }
      at += line.length() + 1;
    }
    return false;
  }

  static String firstLine(String text) {
    return line(text, begin(text)).strip();
  }

  /** After a byte order mark. */
  private static int begin(String text) {
    return text.startsWith("\ufeff") ? 1 : 0;
  }

  private static String line(String text, int from) {
    int end = text.indexOf('\n', from);
    return text.substring(from, end < 0 ? text.length() : end);
  }
}
