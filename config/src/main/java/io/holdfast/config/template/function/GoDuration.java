package io.holdfast.config.template.function;

import io.holdfast.config.yaml.Quoted;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/** Durations as Go writes and reads them: {@code 1h30m0s}. Stateless. */
final class GoDuration {
  private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);
  private static final long NANOS = 1_000_000_000L;

  private GoDuration() {}

  static Duration parse(String text) {
    boolean negative = text.startsWith("-");
    String rest = negative || text.startsWith("+") ? text.substring(1) : text;
    if (rest.equals("0")) {
      return Duration.ZERO;
    }
    BigDecimal nanos = BigDecimal.ZERO;
    int at = 0;
    while (at < rest.length()) {
      int number = at;
      while (at < rest.length() && (isDigit(rest.charAt(at)) || rest.charAt(at) == '.')) {
        at++;
      }
      int unit = at;
      while (at < rest.length() && !isDigit(rest.charAt(at)) && rest.charAt(at) != '.') {
        at++;
      }
      nanos = nanos.add(part(text, rest.substring(number, unit), rest.substring(unit, at)));
    }
    if (rest.isEmpty() || nanos.compareTo(MOST) > 0) {
      throw none(text);
    }
    long whole = nanos.setScale(0, RoundingMode.DOWN).longValueExact();
    return Duration.ofNanos(negative ? -whole : whole);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static BigDecimal part(String text, String number, String unit) {
    long nanos =
        switch (unit) {
          case "ns" -> 1;
          case "us", "\u00b5s", "\u03bcs" -> 1_000;
          case "ms" -> 1_000_000;
          case "s" -> NANOS;
          case "m" -> 60 * NANOS;
          case "h" -> 3600 * NANOS;
          default -> throw none(text);
        };
    // More digits than any duration has would only cost time.
    if (number.length() > 40) {
      throw none(text);
    }
    try {
      return new BigDecimal(number).multiply(BigDecimal.valueOf(nanos));
    } catch (NumberFormatException e) {
      throw none(text);
    }
  }

  private static RefusedException none(String text) {
    return new RefusedException(
        Quoted.of(text) + " is no duration; write one such as 90s, 1h30m or 250ms");
  }

  static String of(Duration duration) {
    if (duration.isZero()) {
      return "0s";
    }
    Duration size = duration.abs();
    String sign = duration.isNegative() ? "-" : "";
    if (size.compareTo(Duration.ofSeconds(1)) < 0) {
      return sign + small(size.toNanos());
    }
    long seconds = size.toSeconds();
    BigDecimal rest =
        BigDecimal.valueOf(seconds % 60)
            .add(BigDecimal.valueOf(size.toNanosPart(), 9))
            .stripTrailingZeros();
    String text = rest.toPlainString() + "s";
    if (seconds >= 60) {
      text = seconds / 60 % 60 + "m" + text;
    }
    if (seconds >= 3600) {
      text = seconds / 3600 + "h" + text;
    }
    return sign + text;
  }

  private static String small(long nanos) {
    if (nanos < 1_000) {
      return nanos + "ns";
    }
    boolean micro = nanos < 1_000_000;
    BigDecimal value = BigDecimal.valueOf(nanos, micro ? 3 : 6).stripTrailingZeros();
    return value.toPlainString() + (micro ? "\u00b5s" : "ms");
  }

  /** The largest unit alone, years of 365 and months of 30 days. */
  static String rounded(Duration duration) {
    long seconds = duration.abs().toSeconds();
    long[] units = {365 * 86_400L, 30 * 86_400L, 86_400, 3_600, 60, 1};
    String[] names = {"y", "mo", "d", "h", "m", "s"};
    for (int i = 0; i < units.length; i++) {
      if (duration.abs().compareTo(Duration.ofSeconds(units[i])) > 0) {
        return seconds / units[i] + names[i];
      }
    }
    return "0s";
  }
}
