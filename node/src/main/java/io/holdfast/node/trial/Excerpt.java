package io.holdfast.node.trial;

/** Cuts and cleans text of a failed boot, which nobody vouches for, before it enters the state. */
final class Excerpt {
  /**
   * Kept of one text, in UTF-16 units: enough for a message's first lines; with a full history and
   * a full list of what is barred the state stays far below the limit of its file.
   */
  static final int LIMIT = 400;

  private Excerpt() {}

  /**
   * The text's beginning. Control characters except line feed, and halves of surrogate pairs,
   * become U+FFFD, so that what is written can be read back the same. Doing it twice changes
   * nothing.
   */
  static String of(String text) {
    StringBuilder kept = new StringBuilder(Math.min(text.length(), LIMIT));
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      int units = Character.charCount(point);
      if (kept.length() + units > LIMIT) {
        break;
      }
      kept.appendCodePoint(isClean(point) ? point : 0xFFFD);
      i += units;
    }
    return kept.toString();
  }

  /** True for 1 to so many UTF-16 units of clean text in one line. */
  static boolean isOneLine(String text, int most) {
    return !text.isEmpty()
        && text.length() <= most
        && text.indexOf('\n') < 0
        && text.equals(of(text));
  }

  private static boolean isClean(int point) {
    boolean lonelySurrogate = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    return !lonelySurrogate && (point == '\n' || !Character.isISOControl(point));
  }
}
