package io.holdfast.config.template.function;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Values as Go's package fmt writes them. Stateless. */
public final class GoText {
  /** Go writes a fraction with an exponent from this power of ten on. */
  private static final int FIRST_LARGE_EXPONENT = 6;

  private static final int LAST_SMALL_EXPONENT = -5;

  private GoText() {}

  /** As {@code %v}: text as it is, {@code [a b]}, {@code map[a:1 b:2]} by key. */
  public static String of(@Nullable Object value, Budget budget) {
    if (value instanceof String text) {
      budget.spend(text.length());
      return text;
    }
    StringBuilder out = new StringBuilder();
    append(out, value, 0, budget);
    return out.toString();
  }

  private static void append(StringBuilder out, @Nullable Object value, int depth, Budget budget) {
    budget.checkNesting(depth);
    int before = out.length();
    if (value instanceof Double number) {
      out.append(fraction(number));
    } else if (value instanceof List<?> list) {
      out.append('[');
      for (Object element : list) {
        out.append(out.length() == before + 1 ? "" : " ");
        append(out, element, depth + 1, budget);
      }
      out.append(']');
    } else if (value instanceof Map<?, ?> mapping) {
      budget.spend(mapping.size());
      out.append("map[");
      for (var entry : new TreeMap<>(mapping).entrySet()) {
        out.append(out.length() == before + 4 ? "" : " ").append(entry.getKey()).append(':');
        append(out, entry.getValue(), depth + 1, budget);
      }
      out.append(']');
    } else if (value instanceof Instant time) {
      out.append(GoTime.of(time));
    } else {
      out.append(value == null ? "<nil>" : value);
    }
    budget.spend(1);
    if (out.length() > Budget.MAX_TEXT) {
      budget.spendText(out.length());
    }
  }

  /** The shortest digits that read back as the same number, with an exponent if that is long. */
  static String fraction(double number) {
    if (Double.isNaN(number)) {
      return "NaN";
    }
    if (Double.isInfinite(number)) {
      return number > 0 ? "+Inf" : "-Inf";
    }
    return general(number, new BigDecimal(Double.toString(Math.abs(number))), FIRST_LARGE_EXPONENT);
  }

  /**
   * As {@code %g}: with an exponent below -4 and from a bound on.
   *
   * @param digits the number without its sign, rounded as it is to be shown
   */
  static String general(double number, BigDecimal digits, int firstLarge) {
    String sign = number < 0 || (number == 0 && 1 / number < 0) ? "-" : "";
    if (digits.signum() == 0) {
      return sign + "0";
    }
    BigDecimal bare = digits.stripTrailingZeros();
    int exponent = bare.precision() - bare.scale() - 1;
    if (exponent > LAST_SMALL_EXPONENT && exponent < firstLarge) {
      return sign + bare.toPlainString();
    }
    String all = bare.unscaledValue().toString();
    String mantissa = all.length() == 1 ? all : all.charAt(0) + "." + all.substring(1);
    return sign + mantissa + exponent('e', exponent);
  }

  /** A sign and two digits at least. */
  static String exponent(char letter, int exponent) {
    int size = Math.abs(exponent);
    return letter + (exponent < 0 ? "-" : "+") + (size < 10 ? "0" : "") + size;
  }

  /** As {@code %q}: in double quotes, with Go's escapes. */
  static String quoted(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2).append('"');
    int at = 0;
    while (at < text.length()) {
      int c = text.codePointAt(at);
      at += Character.charCount(c);
      appendQuoted(out, c, '"');
    }
    return out.append('"').toString();
  }

  static void appendQuoted(StringBuilder out, int c, char quote) {
    int named = "\u0007\b\f\n\r\t\u000b\\".indexOf(c);
    if (named >= 0) {
      out.append('\\').append("abfnrtv\\".charAt(named));
    } else if (c == quote) {
      out.append('\\').append(quote);
    } else if (isPrintable(c)) {
      out.appendCodePoint(c);
    } else if (c < 0x80) {
      out.append("\\x").append(hex(c, 2));
    } else if (c < 0x10000) {
      out.append("\\u").append(hex(c, 4));
    } else {
      out.append("\\U").append(hex(c, 8));
    }
  }

  static String hex(long number, int digits) {
    String hex = Long.toHexString(number);
    return "0".repeat(Math.max(0, digits - hex.length())) + hex;
  }

  /** Letters, marks, numbers, punctuation, symbols and the ASCII space. */
  static boolean isPrintable(int c) {
    if (c == ' ') {
      return true;
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SPACE_SEPARATOR ->
          false;
      default -> true;
    };
  }

  /** The text in UTF-8, for Go counts and cuts bytes. */
  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** How many bytes it has in UTF-8. */
  static long length(String text) {
    long length = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      // The two halves of a pair make four bytes.
      length += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    return length;
  }

  /** Some of its bytes; a character that is cut at either end is left out. */
  static String cut(String text, int from, int to) {
    byte[] bytes = bytes(text);
    int start = from;
    int end = to;
    while (start < end && isContinuation(bytes[start])) {
      start++;
    }
    while (end > start && end < bytes.length && isContinuation(bytes[end])) {
      end--;
    }
    return new String(bytes, start, end - start, StandardCharsets.UTF_8);
  }

  private static boolean isContinuation(byte b) {
    return (b & 0xc0) == 0x80;
  }
}
