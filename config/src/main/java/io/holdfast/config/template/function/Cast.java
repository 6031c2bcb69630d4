package io.holdfast.config.template.function;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values made into others, where sprig's arithmetic takes what looks like a number. Stateless. */
final class Cast {
  private Cast() {}

  /** A whole number: of text in any of Go's notations, of a fraction without its part. */
  static long whole(@Nullable Object value) {
    return switch (value) {
      case null -> 0;
      case Long number -> number;
      case Double number -> ofFraction(number);
      case Boolean flag -> flag ? 1 : 0;
      case String text -> ofText(text);
      default -> throw new RefusedException(Kind.describe(value) + " is no number");
    };
  }

  static double fraction(@Nullable Object value) {
    return switch (value) {
      case null -> 0;
      case Long number -> number;
      case Double number -> number;
      case Boolean flag -> flag ? 1 : 0;
      case String text -> {
        try {
          yield Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
          throw new RefusedException(Kind.describe(value) + " is no number");
        }
      }
      default -> throw new RefusedException(Kind.describe(value) + " is no number");
    };
  }

  private static long ofFraction(double number) {
    if (Double.isNaN(number) || Math.abs(number) >= 0x1p63) {
      throw new RefusedException(Kind.describe(number) + " fits no whole number of 64 bits");
    }
    return (long) number;
  }

  private static long ofText(String text) {
    String digits = text.strip();
    if (digits.isEmpty()) {
      return 0;
    }
    boolean negative = digits.startsWith("-");
    String bare = negative || digits.startsWith("+") ? digits.substring(1) : digits;
    try {
      if (bare.indexOf('.') >= 0 && !bare.startsWith(".")) {
        // As sprig's casts: a part of nothing but zeroes is none.
        return new BigDecimal(digits).setScale(0, RoundingMode.UNNECESSARY).longValueExact();
      }
      return Long.parseLong((negative ? "-" : "") + withoutPrefix(bare), radix(bare));
    } catch (NumberFormatException e) {
      throw new RefusedException(Kind.describe(text) + " is no whole number");
    } catch (ArithmeticException e) {
      throw new RefusedException(Kind.describe(text) + " is no whole number; use float64 first");
    }
  }

  private static int radix(String bare) {
    if (bare.length() < 2 || bare.charAt(0) != '0') {
      return 10;
    }
    return switch (bare.charAt(1)) {
      case 'x', 'X' -> 16;
      case 'b', 'B' -> 2;
      default -> 8;
    };
  }

  private static String withoutPrefix(String bare) {
    boolean prefixed = radix(bare) != 10 && Character.isLetter(bare.charAt(1));
    return prefixed ? bare.substring(2) : bare;
  }

  /** Texts of a list's elements, without those that are nothing; of anything else its text. */
  static List<String> texts(@Nullable Object value, Budget budget) {
    List<@Nullable Object> list = Kind.listOrNull(value);
    if (list == null) {
      return value == null ? List.of() : List.of(GoText.of(value, budget));
    }
    List<String> texts = new ArrayList<>(list.size());
    for (Object element : list) {
      if (element != null) {
        texts.add(GoText.of(element, budget));
      }
    }
    return texts;
  }
}
