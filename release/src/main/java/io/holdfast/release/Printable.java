package io.holdfast.release;

/**
 * Text from elsewhere, made fit to be shown: it cannot steer a terminal, change the order of what
 * stands beside it, or fill the screen.
 */
public final class Printable {
  /** Room for an explanation with a long name in it; a screen holds several. */
  private static final int MAX_LENGTH = 400;

  private Printable() {}

  /** The text with every unprintable character as a question mark, cut to 400 characters. */
  public static String of(String text) {
    StringBuilder shown = new StringBuilder(Math.min(text.length(), MAX_LENGTH));
    int end = Math.min(text.length(), MAX_LENGTH);
    for (int i = 0; i < end; i += Character.charCount(text.codePointAt(i))) {
      int codePoint = text.codePointAt(i);
      shown.appendCodePoint(isPrintable(codePoint) ? codePoint : '?');
    }
    return text.length() > MAX_LENGTH ? shown.append("...").toString() : shown.toString();
  }

  /** Whether a text has nothing that {@link #of} would replace. */
  public static boolean holds(String text) {
    return text.codePoints().allMatch(Printable::isPrintable);
  }

  private static boolean isPrintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
