package io.holdfast.node.evidence;

import java.util.ArrayList;
import java.util.List;

/**
 * Text that others wrote (a failing program, a dying kernel), made safe to store and to print: no
 * control or formatting characters, so that it can neither move a terminal's cursor nor turn the
 * reading direction, no broken surrogates, and a bound on every length. Doing it twice changes
 * nothing. Stateless; safe for use by several threads.
 */
public final class PlainText {
  /** Longest line that is kept, in characters; a longer one is no log line but a dump. */
  public static final int MAX_LINE = 1000;

  private static final char REPLACEMENT = '\uFFFD';
  private static final String CUT = "…";

  /** UTF-8 length of {@link #CUT} and a line feed. */
  private static final int CUT_LINE_BYTES = 4;

  private PlainText() {}

  /**
   * One line: line breaks and tabs become spaces.
   *
   * @param maxChars at least 1; what is longer ends in an ellipsis
   */
  public static String line(String text, int maxChars) {
    // Whatever lies far past the end cannot be seen in the result, so it is not looked at.
    String stripped = text.strip();
    int end = (int) Math.min(stripped.length(), 2L * maxChars + 2);
    String plain = replace(stripped.substring(0, end), ' ').strip();
    return shorten(plain, maxChars);
  }

  /**
   * Several lines. Of what is too long the end is kept, because the last words of a program say
   * most.
   *
   * @param maxBytes bound of the result in UTF-8, at least 16
   */
  public static String block(String text, int maxBytes) {
    // Each character is at least one byte; some more are looked at because long lines are cut.
    int start = (int) Math.max(0, text.length() - 4L * maxBytes);
    String plain = replace(text.substring(start), '\n');
    StringBuilder lines = new StringBuilder(plain.length());
    int from = 0;
    while (from < plain.length()) {
      int feed = plain.indexOf('\n', from);
      int to = feed < 0 ? plain.length() : feed;
      lines.append(shorten(plain.substring(from, to).stripTrailing(), MAX_LINE)).append('\n');
      from = to + 1;
    }
    return lastBytes(lines.toString().stripTrailing(), maxBytes, start > 0);
  }

  /**
   * A list of lines, the last ones kept.
   *
   * @param maxLines at most so many of them
   * @param maxChars of each line
   * @param maxBytes of all together in UTF-8, a line feed counted for each
   */
  public static List<String> lines(List<String> all, int maxLines, int maxChars, int maxBytes) {
    List<String> kept = new ArrayList<>();
    int bytes = 0;
    for (int i = all.size() - 1; i >= 0 && kept.size() < maxLines; i--) {
      String line = line(all.get(i), maxChars);
      bytes += utf8Length(line) + 1;
      if (bytes > maxBytes) {
        break;
      }
      kept.add(line);
    }
    return List.copyOf(kept.reversed());
  }

  private static String replace(String text, char lineBreak) {
    StringBuilder plain = new StringBuilder(text.length());
    int at = 0;
    while (at < text.length()) {
      int point = text.codePointAt(at);
      at += Character.charCount(point);
      switch (point) {
        case '\n' -> plain.append(lineBreak);
        case '\t' -> plain.append(' ');
        case '\r' -> {
          if (at < text.length() && text.charAt(at) != '\n') {
            // A lone return would let the rest of the line overwrite its beginning.
            plain.append(lineBreak);
          }
        }
        default -> {
          if (isPlain(point)) {
            plain.appendCodePoint(point);
          } else {
            plain.append(REPLACEMENT);
          }
        }
      }
    }
    return plain.toString();
  }

  private static boolean isPlain(int point) {
    if (point < 0x7f) {
      return point >= ' ';
    }
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }

  private static String shorten(String line, int maxChars) {
    if (line.length() <= maxChars) {
      return line;
    }
    int end = maxChars - CUT.length();
    if (end > 0 && Character.isHighSurrogate(line.charAt(end - 1))) {
      end--;
    }
    return line.substring(0, end).stripTrailing() + CUT;
  }

  private static String lastBytes(String text, int maxBytes, boolean alreadyCut) {
    if (!alreadyCut && utf8Length(text) <= maxBytes) {
      return text;
    }
    int start = text.length();
    int bytes = 0;
    while (start > 0) {
      int point = text.codePointBefore(start);
      bytes += utf8Length(point);
      if (bytes > maxBytes - CUT_LINE_BYTES) {
        break;
      }
      start -= Character.charCount(point);
    }
    int feed = text.indexOf('\n', start);
    boolean insideLine = start > 0 && text.charAt(start - 1) != '\n';
    if (insideLine && feed >= 0) {
      start = feed + 1;
    }
    return CUT + "\n" + text.substring(start).stripTrailing();
  }

  private static int utf8Length(String text) {
    int bytes = 0;
    int at = 0;
    while (at < text.length()) {
      int point = text.codePointAt(at);
      bytes += utf8Length(point);
      at += Character.charCount(point);
    }
    return bytes;
  }

  private static int utf8Length(int point) {
    if (point < 0x80) {
      return 1;
    }
    if (point < 0x800) {
      return 2;
    }
    return point < 0x10000 ? 3 : 4;
  }
}
