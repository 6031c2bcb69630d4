package io.holdfast.image.disk;

import java.util.Locale;

/**
 * A number of bytes.
 *
 * @param bytes zero or more
 */
public record ByteSize(long bytes) implements Comparable<ByteSize> {
  /** 1,024 times 1,024 bytes. */
  public static final long MIB = 1L << 20;

  /** 1,024 MiB. */
  public static final long GIB = 1L << 30;

  private static final String UNITS = "KMGT";
  private static final int UNIT_BITS = 10;
  private static final int MAX_DIGITS = 12;

  /** Checks the sign. */
  public ByteSize {
    if (bytes < 0) {
      throw new IllegalArgumentException("a size cannot be " + bytes + " bytes");
    }
  }

  /** So many MiB. */
  public static ByteSize ofMib(long mib) {
    return new ByteSize(Math.multiplyExact(mib, MIB));
  }

  /**
   * Reads a whole number of bytes, or one followed by K, M, G or T, each 1,024 times the one before
   * it: {@code 8G}.
   *
   * @throws IllegalArgumentException if it is anything else, or too large
   */
  public static ByteSize parse(String text) {
    int digits = 0;
    while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
      digits++;
    }
    String unit = text.substring(digits).toUpperCase(Locale.ROOT);
    int power = unit.isEmpty() ? 0 : UNITS.indexOf(unit) + 1;
    if (digits == 0
        || digits > MAX_DIGITS
        || unit.length() > 1
        || (power == 0 && digits < text.length())) {
      throw new IllegalArgumentException(
          "'" + text + "' is no size: give a whole number, and K, M, G or T, such as 8G");
    }
    try {
      long number = Long.parseLong(text.substring(0, digits));
      return new ByteSize(Math.multiplyExact(number, 1L << (UNIT_BITS * power)));
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("'" + text + "' is too large a size", e);
    }
  }

  /** The sum. */
  public ByteSize plus(ByteSize other) {
    return new ByteSize(Math.addExact(bytes, other.bytes));
  }

  /** The next multiple of a step, or this where it is one. */
  public ByteSize roundedUpTo(long step) {
    return new ByteSize(Math.multiplyExact(Math.ceilDiv(bytes, step), step));
  }

  @Override
  public int compareTo(ByteSize other) {
    return Long.compare(bytes, other.bytes);
  }

  /** For people: at most one digit after the point, rounded down. */
  @Override
  public String toString() {
    if (bytes < MIB) {
      return bytes + " bytes";
    }
    boolean large = bytes >= GIB;
    long unit = large ? GIB : MIB;
    long tenth = bytes % unit * 10 / unit;
    return bytes / unit + (tenth == 0 ? "" : "." + tenth) + (large ? " GiB" : " MiB");
  }
}
