package io.holdfast.cli;

/** Sizes as people write them: a number and perhaps M or G, in powers of 1024. Stateless. */
final class ByteSize {
  private static final int MAX_DIGITS = 9;

  private ByteSize() {}

  /**
   * In bytes.
   *
   * @throws IllegalArgumentException if it is no such size, with what would be one
   */
  static long parse(String text) {
    String digits = text;
    long unit = 1;
    if (text.endsWith("G")) {
      unit = 1L << 30;
      digits = text.substring(0, text.length() - 1);
    } else if (text.endsWith("M")) {
      unit = 1L << 20;
      digits = text.substring(0, text.length() - 1);
    }
    if (digits.isEmpty()
        || digits.length() > MAX_DIGITS
        || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new IllegalArgumentException("'" + text + "' is no size; write for example 8G or 512M");
    }
    return Long.parseLong(digits) * unit;
  }
}
