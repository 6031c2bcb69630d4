package io.holdfast.config.template.function;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Go's {@code fmt.Sprintf} for plain values. Where Go would write a remark such as {@code
 * %!d(string=a)} into the text, this refuses: nobody wants that in a file. For one thread.
 */
final class Printf {
  /** Wider than any table; a wrong one would only fill memory. */
  private static final int MAX_WIDTH = 1_000;

  private final String format;
  private final List<@Nullable Object> arguments;
  private final Budget budget;
  private final StringBuilder out = new StringBuilder();
  private int at;
  private int next;
  private boolean reordered;

  private Printf(String format, List<@Nullable Object> arguments, Budget budget) {
    this.format = format;
    this.arguments = arguments;
    this.budget = budget;
  }

  static String of(String format, List<@Nullable Object> arguments, Budget budget) {
    return new Printf(format, arguments, budget).run();
  }

  private String run() {
    while (at < format.length()) {
      int percent = format.indexOf('%', at);
      if (percent < 0) {
        out.append(format, at, format.length());
        break;
      }
      out.append(format, at, percent);
      at = percent + 1;
      verb();
      budget.spendText(out.length());
    }
    if (!reordered && next < arguments.size()) {
      throw new RefusedException(
          "printf has " + (arguments.size() - next) + " more to print than its format has places");
    }
    return out.toString();
  }

  /** What stands between % and the letter. */
  private static final class Shape {
    boolean minus;
    boolean plus;
    boolean sharp;
    boolean space;
    boolean zero;
    int width = -1;
    int precision = -1;
  }

  private void verb() {
    Shape shape = new Shape();
    flags(shape);
    index();
    shape.width = number();
    if (shape.width < 0 && isNext('*')) {
      shape.width = star();
      shape.minus |= shape.width < 0;
      shape.width = Math.abs(shape.width);
    }
    if (isNext('.')) {
      index();
      int precision = isNext('*') ? star() : number();
      shape.precision = Math.max(precision, 0);
    }
    index();
    if (at >= format.length()) {
      throw new RefusedException("the format ends after '%'; for a percent sign write %%");
    }
    if (shape.width > MAX_WIDTH || shape.precision > MAX_WIDTH) {
      throw new RefusedException("printf pads to at most " + MAX_WIDTH);
    }
    int letter = format.codePointAt(at);
    at += Character.charCount(letter);
    if (letter == '%') {
      out.append('%');
      return;
    }
    pad(shape, text(letter, argument(), shape));
  }

  private void flags(Shape shape) {
    while (at < format.length()) {
      switch (format.charAt(at)) {
        case '-' -> shape.minus = true;
        case '+' -> shape.plus = true;
        case '#' -> shape.sharp = true;
        case ' ' -> shape.space = true;
        case '0' -> shape.zero = true;
        default -> {
          return;
        }
      }
      at++;
    }
  }

  private boolean isNext(char c) {
    boolean next = at < format.length() && format.charAt(at) == c;
    at += next ? 1 : 0;
    return next;
  }

  /** Digits, or -1 if there are none. */
  private int number() {
    int start = at;
    int value = 0;
    while (at < format.length() && Character.digit(format.charAt(at), 10) >= 0) {
      value = Math.min(value * 10 + Character.digit(format.charAt(at), 10), 100 * MAX_WIDTH);
      at++;
    }
    return at == start ? -1 : value;
  }

  /** {@code [n]}: which argument comes next, from 1. */
  private void index() {
    if (isNext('[')) {
      int wanted = number();
      if (!isNext(']') || wanted < 1 || wanted > arguments.size()) {
        throw new RefusedException("printf has no argument of the number in [ ]");
      }
      next = wanted - 1;
      reordered = true;
    }
  }

  private int star() {
    if (argument() instanceof Long width && width >= -MAX_WIDTH && width <= MAX_WIDTH) {
      return width.intValue();
    }
    throw new RefusedException("the width for '*' must be a whole number up to " + MAX_WIDTH);
  }

  private @Nullable Object argument() {
    if (next >= arguments.size()) {
      throw new RefusedException("printf has more places in its format than values to print");
    }
    return Missing.asNothing(arguments.get(next++));
  }

  private String text(int letter, @Nullable Object value, Shape shape) {
    return switch (letter) {
      case 'v' -> general(value, shape);
      case 's' -> cut(demandText(letter, value), shape);
      case 'q' ->
          value instanceof Long number
              ? character(number)
              : quoted(cut(demandText(letter, value), shape), shape);
      case 'd', 'b', 'o', 'O', 'c', 'U' -> whole(letter, value, shape);
      case 'x', 'X' ->
          value instanceof Long ? whole(letter, value, shape) : hex(letter, value, shape);
      case 'e', 'E', 'f', 'F', 'g', 'G' -> fraction(letter, value, shape);
      case 't' -> {
        if (value instanceof Boolean flag) {
          yield flag.toString();
        }
        throw wants(letter, "true or false", value);
      }
      case 'T' -> Kind.type(value);
      default ->
          throw new RefusedException(
              "printf knows no '%"
                  + Character.toString(letter)
                  + "'; there are %v %s %q %d %x %o %b %c %U %f %e %g %t %T %%");
    };
  }

  private String general(@Nullable Object value, Shape shape) {
    if (value instanceof Long) {
      return whole('d', value, shape);
    }
    if (value instanceof Double number) {
      return shape.precision < 0
          ? signed(GoText.fraction(number), shape)
          : fraction('g', number, shape);
    }
    if (shape.sharp && value instanceof String text) {
      return GoText.quoted(text);
    }
    return value instanceof String text ? cut(text, shape) : GoText.of(value, budget);
  }

  private String demandText(int letter, @Nullable Object value) {
    if (value instanceof Long || value instanceof Double || value instanceof Boolean) {
      throw wants(letter, "text", value);
    }
    if (value == null) {
      throw wants(letter, "text", null);
    }
    return GoText.of(value, budget);
  }

  private static RefusedException wants(int letter, String what, @Nullable Object value) {
    return new RefusedException(
        "printf's %"
            + Character.toString(letter)
            + " wants "
            + what
            + ", and got "
            + Kind.describe(value)
            + "; %v takes anything");
  }

  /** The first so many characters. */
  private static String cut(String text, Shape shape) {
    if (shape.precision < 0 || text.codePointCount(0, text.length()) <= shape.precision) {
      return text;
    }
    return text.substring(0, text.offsetByCodePoints(0, shape.precision));
  }

  private static String quoted(String text, Shape shape) {
    boolean raw = shape.sharp && text.indexOf('`') < 0;
    if (raw && text.codePoints().allMatch(c -> c == '\t' || GoText.isPrintable(c))) {
      return '`' + text + '`';
    }
    return GoText.quoted(text);
  }

  private static String character(long number) {
    StringBuilder text = new StringBuilder("'");
    GoText.appendQuoted(text, codePoint(number), '\'');
    return text.append('\'').toString();
  }

  private static int codePoint(long number) {
    boolean valid = number >= 0 && number <= Character.MAX_CODE_POINT;
    boolean half = number >= Character.MIN_SURROGATE && number <= Character.MAX_SURROGATE;
    return valid && !half ? (int) number : 0xfffd;
  }

  private static String hex(int letter, @Nullable Object value, Shape shape) {
    if (!(value instanceof String text)) {
      throw wants(letter, "a whole number or text", value);
    }
    StringBuilder out = new StringBuilder();
    for (byte b : GoText.bytes(text)) {
      out.append(shape.space && !out.isEmpty() ? " " : "").append(GoText.hex(b & 0xff, 2));
    }
    String hex = (shape.sharp ? "0x" : "") + out;
    return letter == 'X' ? hex.toUpperCase(java.util.Locale.ROOT) : hex;
  }

  private static String whole(int letter, @Nullable Object value, Shape shape) {
    if (!(value instanceof Long number)) {
      throw wants(letter, "a whole number", value);
    }
    if (letter == 'c') {
      return Character.toString(codePoint(number));
    }
    if (letter == 'U') {
      return "U+" + GoText.hex(number, 4).toUpperCase(java.util.Locale.ROOT);
    }
    int radix =
        switch (letter) {
          case 'b' -> 2;
          case 'o', 'O' -> 8;
          case 'x', 'X' -> 16;
          default -> 10;
        };
    String digits = Long.toString(number, radix);
    boolean negative = digits.startsWith("-");
    String bare = negative ? digits.substring(1) : digits;
    if (letter == 'X') {
      bare = bare.toUpperCase(java.util.Locale.ROOT);
    }
    String prefix =
        switch (letter) {
          case 'O' -> "0o";
          case 'b' -> shape.sharp ? "0b" : "";
          case 'o' -> shape.sharp ? "0" : "";
          case 'x', 'X' -> shape.sharp ? "0" + Character.toString(letter) : "";
          default -> "";
        };
    String sign = negative ? "-" : shape.plus ? "+" : shape.space ? " " : "";
    int zeroes = shape.precision - bare.length();
    if (shape.precision < 0 && shape.zero && !shape.minus) {
      zeroes = shape.width - sign.length() - prefix.length() - bare.length();
    }
    return sign + prefix + "0".repeat(Math.max(0, zeroes)) + bare;
  }

  private static String fraction(int letter, @Nullable Object value, Shape shape) {
    if (!(value instanceof Double boxed)) {
      throw wants(letter, "a number with a fraction, as float64 makes it", value);
    }
    double number = boxed;
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      return GoText.fraction(number);
    }
    boolean upper = Character.isUpperCase(letter);
    String text =
        switch (Character.toLowerCase(letter)) {
          case 'f' ->
              new BigDecimal(number)
                  .setScale(shape.precision < 0 ? 6 : shape.precision, RoundingMode.HALF_EVEN)
                  .toPlainString();
          case 'e' -> scientific(number, shape.precision < 0 ? 6 : shape.precision);
          default -> shortest(number, shape);
        };
    boolean lostSign = number < 0 && !text.startsWith("-");
    String all = signed(lostSign ? "-" + text : text, shape);
    return upper ? all.toUpperCase(java.util.Locale.ROOT) : all;
  }

  private static String shortest(double number, Shape shape) {
    if (shape.precision < 0) {
      return GoText.fraction(number);
    }
    int digits = Math.max(1, shape.precision);
    BigDecimal rounded =
        new BigDecimal(Math.abs(number)).round(new MathContext(digits, RoundingMode.HALF_EVEN));
    // An integer that needs all its digits is written out.
    int firstLarge = Math.max(digits, 1);
    return GoText.general(number, rounded, firstLarge);
  }

  private static String scientific(double number, int precision) {
    BigDecimal exact = new BigDecimal(number);
    if (exact.signum() == 0) {
      return BigDecimal.ZERO.setScale(precision).toPlainString() + "e+00";
    }
    BigDecimal rounded = exact.round(new MathContext(precision + 1, RoundingMode.HALF_EVEN));
    int exponent = rounded.precision() - rounded.scale() - 1;
    String mantissa =
        rounded
            .movePointLeft(exponent)
            .setScale(precision, RoundingMode.UNNECESSARY)
            .toPlainString();
    return mantissa + GoText.exponent('e', exponent);
  }

  private static String signed(String text, Shape shape) {
    boolean has = text.startsWith("-") || text.startsWith("+");
    String sign = has ? "" : shape.plus ? "+" : shape.space ? " " : "";
    String all = sign + text;
    if (shape.zero && !shape.minus && all.length() < shape.width) {
      int from = has || !sign.isEmpty() ? 1 : 0;
      return all.substring(0, from) + "0".repeat(shape.width - all.length()) + all.substring(from);
    }
    return all;
  }

  private void pad(Shape shape, String text) {
    int missing = shape.width - text.codePointCount(0, text.length());
    String space = " ".repeat(Math.max(0, missing));
    out.append(shape.minus ? text + space : space + text);
  }
}
