package io.holdfast.config.apply;

/**
 * Text that can be looked at only so often: a pattern that tries every way to match, such as {@code
 * (a+)+b}, would otherwise hold up a boot for ever.
 */
final class BoundedText implements CharSequence {
  /** Far more than any pattern needs for a name. */
  private static final int MOST_LOOKS = 1_000_000;

  /** The pattern has looked too often. */
  static final class TooLongException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private final String text;
  private int looks;

  BoundedText(String text) {
    this.text = text;
  }

  @Override
  public char charAt(int index) {
    looks++;
    if (looks > MOST_LOOKS) {
      throw new TooLongException();
    }
    return text.charAt(index);
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.substring(start, end);
  }

  @Override
  public String toString() {
    return text;
  }
}
