package io.holdfast.config.yaml;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * The forms of a scalar, after the YAML 1.2 core schema and, for true and false, the words of YAML
 * 1.1 that Kairos accepts. Each throws IllegalArgumentException with what is wrong. Pure.
 */
public final class ScalarForm {
  /** Digits that fit a long without a check for overflow. */
  private static final int MAX_DIGITS = 18;

  /** Digits of a count of hours whose milliseconds fit a long with room to spare. */
  private static final int MAX_TIME_DIGITS = 9;

  private static final int MAX_MODE = 07777;
  private static final int MAX_DECIMAL_MODE = 0777;

  /** Each 1,024 times the one before it. */
  static final List<String> BYTE_UNITS = List.of("KiB", "MiB", "GiB");

  static final int BYTE_UNIT_BITS = 10;

  /** Digits of a count of the largest unit whose bytes fit a long. */
  private static final int MAX_UNIT_DIGITS = 9;

  private ScalarForm() {}

  /** True or false, without quotes, in any of the words of YAML 1.1. */
  public static boolean flag(YamlScalar scalar) {
    if (!scalar.isPlain()) {
      throw new IllegalArgumentException(
          "write true or false without quotes, not " + Quoted.of(scalar.text()));
    }
    return switch (scalar.text().toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on", "y" -> true;
      case "false", "no", "off", "n" -> false;
      default ->
          throw new IllegalArgumentException(
              Quoted.of(scalar.text()) + " is neither true nor false");
    };
  }

  /** A whole number in decimal digits, in a range, both ends included. */
  public static long number(YamlScalar scalar, long least, long most) {
    long number = wholeNumber(scalar.text());
    if (number < least || number > most) {
      throw new IllegalArgumentException(number + " is not from " + least + " to " + most);
    }
    return number;
  }

  /** {@code 90}, {@code 90s}, {@code 1m30s}, {@code 250ms}, {@code 2h}: units fall, each once. */
  public static Duration duration(YamlScalar scalar) {
    String text = scalar.text();
    if (isDigits(text)) {
      return Duration.ofSeconds(timeDigits(text, text));
    }
    String[] units = {"h", "m", "s", "ms"};
    long[] millis = {3_600_000, 60_000, 1_000, 1};
    long sum = 0;
    int at = 0;
    int nextUnit = 0;
    while (at < text.length()) {
      int digitsEnd = at;
      while (digitsEnd < text.length() && isDigit(text.charAt(digitsEnd))) {
        digitsEnd++;
      }
      int unitEnd = digitsEnd;
      while (unitEnd < text.length() && !isDigit(text.charAt(unitEnd))) {
        unitEnd++;
      }
      String unit = text.substring(digitsEnd, unitEnd);
      while (nextUnit < units.length && !units[nextUnit].equals(unit)) {
        nextUnit++;
      }
      if (digitsEnd == at || nextUnit == units.length) {
        throw noDuration(text);
      }
      sum += timeDigits(text.substring(at, digitsEnd), text) * millis[nextUnit];
      nextUnit++;
      at = unitEnd;
    }
    if (text.isEmpty()) {
      throw noDuration(text);
    }
    return Duration.ofMillis(sum);
  }

  /** {@code 512}, {@code 512KiB}, {@code 64MiB}, {@code 4GiB}: a whole number of bytes. */
  public static long bytes(YamlScalar scalar, long least, long most) {
    String text = scalar.text();
    int power = BYTE_UNITS.size();
    while (power > 0 && !text.endsWith(BYTE_UNITS.get(power - 1))) {
      power--;
    }
    int unitLength = power == 0 ? 0 : BYTE_UNITS.get(power - 1).length();
    String digits = text.substring(0, text.length() - unitLength);
    if (!isDigits(digits) || digits.length() > (power == 0 ? MAX_DIGITS : MAX_UNIT_DIGITS)) {
      throw new IllegalArgumentException(
          Quoted.of(text) + " is no size; write bytes, or for example 512KiB, 64MiB, 4GiB");
    }
    long bytes = Long.parseLong(digits) << (BYTE_UNIT_BITS * power);
    if (bytes < least || bytes > most) {
      throw new IllegalArgumentException(
          Quoted.of(text)
              + " is not from "
              + ScalarText.bytes(least)
              + " to "
              + ScalarText.bytes(most));
    }
    return bytes;
  }

  /**
   * Permission bits of a file. A plain number without a leading zero is decimal, as in Kairos, up
   * to that of 0777: programs write 420 for 0644. Above it a person meant octal, and is told.
   */
  public static int mode(YamlScalar scalar) {
    String text = scalar.text();
    boolean prefixed = text.startsWith("0o");
    String digits = prefixed ? text.substring(2) : text;
    if (!isDigits(digits) || digits.length() > 6) {
      throw new IllegalArgumentException(
          Quoted.of(text) + " is no file mode; write octal digits such as 0644");
    }
    if (scalar.isPlain() && !prefixed && digits.charAt(0) != '0') {
      int decimal = Integer.parseInt(digits);
      if (decimal > MAX_DECIMAL_MODE) {
        throw new IllegalArgumentException(
            "a mode without a leading zero is decimal; write 0" + digits);
      }
      return decimal;
    }
    int mode = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(i) - '0';
      if (digit > 7) {
        throw new IllegalArgumentException(
            Quoted.of(text) + " is no file mode; octal digits go from 0 to 7");
      }
      mode = mode * 8 + digit;
    }
    if (mode > MAX_MODE) {
      throw new IllegalArgumentException(Quoted.of(text) + " is above the highest mode, 07777");
    }
    return mode;
  }

  private static long wholeNumber(String text) {
    boolean negative = text.startsWith("-");
    String digits = negative ? text.substring(1) : text;
    if (!isDigits(digits) || digits.length() > MAX_DIGITS) {
      throw new IllegalArgumentException(Quoted.of(text) + " is not a whole number");
    }
    if (digits.length() > 1 && digits.charAt(0) == '0') {
      throw new IllegalArgumentException(
          Quoted.of(text) + " begins with a zero, which some read as octal; leave it out");
    }
    return negative ? -Long.parseLong(digits) : Long.parseLong(digits);
  }

  private static long timeDigits(String digits, String all) {
    if (digits.length() > MAX_TIME_DIGITS) {
      throw new IllegalArgumentException(Quoted.of(all) + " is too long a time");
    }
    return Long.parseLong(digits);
  }

  private static IllegalArgumentException noDuration(String text) {
    return new IllegalArgumentException(
        Quoted.of(text) + " is no duration; write seconds, or for example 30s, 5m, 1h, 1m30s");
  }

  private static boolean isDigits(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isDigit(text.charAt(i))) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
