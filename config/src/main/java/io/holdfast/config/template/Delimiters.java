package io.holdfast.config.template;

/**
 * What begins and ends an action.
 *
 * @param left what begins it; 1 to 8 characters, none of them white space
 * @param right what ends it; as long as that
 */
public record Delimiters(String left, String right) {
  /** Of templates that are filled on a node. */
  public static final Delimiters BRACES = new Delimiters("{{", "}}");

  /** Of templates that are filled when a medium is built, so that both can be in one file. */
  public static final Delimiters BRACKETS = new Delimiters("[[[", "]]]");

  private static final int MAX_LENGTH = 8;

  /** Checks both. */
  public Delimiters {
    check(left);
    check(right);
  }

  private static void check(String delimiter) {
    boolean fits = !delimiter.isEmpty() && delimiter.length() <= MAX_LENGTH;
    for (int i = 0; i < delimiter.length(); i++) {
      char c = delimiter.charAt(i);
      fits &= c > ' ' && !Character.isLetterOrDigit(c);
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "a delimiter has 1 to " + MAX_LENGTH + " signs, such as {{ or [[[");
    }
  }

  /**
   * Those that begin so, the right one being the left one mirrored.
   *
   * @throws IllegalArgumentException if that is no delimiter
   */
  public static Delimiters beginning(String left) {
    StringBuilder right = new StringBuilder();
    for (int i = left.length() - 1; i >= 0; i--) {
      int bracket = "([{<".indexOf(left.charAt(i));
      right.append(bracket < 0 ? left.charAt(i) : ")]}>".charAt(bracket));
    }
    return new Delimiters(left, right.toString());
  }

  /**
   * Tells whether a text can hold a template. It costs one search; this class is all that a start
   * of a node loads for texts that hold none.
   */
  public boolean areIn(String text) {
    return text.contains(left);
  }
}
