package io.holdfast.release;

/**
 * The version of a release or of content: one to four numbers with dots, then perhaps a pre-release
 * name ({@code 1.4.0}, {@code 2026.11.2}, {@code 1.5.0-rc.1}). Ordered as Semantic Versioning
 * 2.0.0, section 11, orders, missing numbers being zero; two that compare as equal may be written
 * differently.
 *
 * @param text as written, at most 64 characters
 */
public record Version(String text) implements Comparable<Version> {
  private static final int MAX_LENGTH = 64;
  private static final int MAX_NUMBERS = 4;
  private static final int MAX_DIGITS = 9;

  /** Checks the form. */
  public Version {
    if (text.isEmpty() || text.length() > MAX_LENGTH) {
      throw wrong(text, "it must have 1 to " + MAX_LENGTH + " characters");
    }
    int dash = text.indexOf('-');
    String[] numbers = (dash < 0 ? text : text.substring(0, dash)).split("\\.", -1);
    if (numbers.length > MAX_NUMBERS) {
      throw wrong(text, "it has more than " + MAX_NUMBERS + " numbers");
    }
    for (String number : numbers) {
      if (!isNumber(number)) {
        throw wrong(text, "'" + number + "' is no number of 1 to " + MAX_DIGITS + " digits");
      }
    }
    if (dash >= 0) {
      for (String name : text.substring(dash + 1).split("\\.", -1)) {
        if (!isName(name)) {
          throw wrong(text, "'" + name + "' in its pre-release part is not letters, digits or -");
        }
      }
    }
  }

  @Override
  public int compareTo(Version other) {
    String[] mine = numbers();
    String[] theirs = other.numbers();
    for (int i = 0; i < MAX_NUMBERS; i++) {
      int order = Integer.compare(numberAt(mine, i), numberAt(theirs, i));
      if (order != 0) {
        return order;
      }
    }
    return comparePreReleases(preRelease(), other.preRelease());
  }

  @Override
  public String toString() {
    return text;
  }

  private String[] numbers() {
    int dash = text.indexOf('-');
    return (dash < 0 ? text : text.substring(0, dash)).split("\\.", -1);
  }

  private String preRelease() {
    int dash = text.indexOf('-');
    return dash < 0 ? "" : text.substring(dash + 1);
  }

  private static int numberAt(String[] numbers, int index) {
    return index < numbers.length ? Integer.parseInt(numbers[index]) : 0;
  }

  private static int comparePreReleases(String mine, String theirs) {
    if (mine.isEmpty() || theirs.isEmpty()) {
      // A version without a pre-release name comes after all that have one.
      return Boolean.compare(mine.isEmpty(), theirs.isEmpty());
    }
    String[] left = mine.split("\\.", -1);
    String[] right = theirs.split("\\.", -1);
    for (int i = 0; i < Math.min(left.length, right.length); i++) {
      int order = compareNames(left[i], right[i]);
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(left.length, right.length);
  }

  private static int compareNames(String left, String right) {
    boolean leftNumber = isNumber(left);
    boolean rightNumber = isNumber(right);
    if (leftNumber && rightNumber) {
      return Integer.compare(Integer.parseInt(left), Integer.parseInt(right));
    }
    if (leftNumber != rightNumber) {
      return leftNumber ? -1 : 1;
    }
    return left.compareTo(right);
  }

  private static boolean isNumber(String text) {
    if (text.isEmpty() || text.length() > MAX_DIGITS) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  private static boolean isName(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean allowed =
          (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
      if (!allowed) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  private static IllegalArgumentException wrong(String text, String why) {
    return new IllegalArgumentException("'" + text + "' is no version: " + why);
  }
}
