package io.holdfast.config.template.function;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Numbers: made of other values, and calculated with. */
final class NumberFunctions implements Group {
  @Override
  public String title() {
    return "Numbers";
  }

  @Override
  public List<String> lines() {
    return List.of(
        "int VALUE : as a whole number",
        "int64 VALUE : the same",
        "float64 VALUE : as a number with a fraction",
        "atoi TEXT : the whole number that a text of digits says",
        "toDecimal VALUE : the whole number that octal digits say, as in 0644",
        "add NUMBER... : the sum",
        "add1 NUMBER : one more",
        "sub NUMBER OTHER : the difference",
        "mul NUMBER OTHER... : the product",
        "div NUMBER OTHER : the quotient without its fraction",
        "mod NUMBER OTHER : the remainder",
        "max NUMBER OTHER... : the greatest",
        "biggest NUMBER OTHER... : the same",
        "min NUMBER OTHER... : the least",
        "addf NUMBER... : the sum, with fractions",
        "add1f NUMBER : one more, with fractions",
        "subf NUMBER OTHER... : the first less all others, with fractions",
        "mulf NUMBER OTHER... : the product, with fractions",
        "divf NUMBER OTHER... : the first divided by all others, with fractions",
        "maxf NUMBER OTHER... : the greatest, with fractions",
        "minf NUMBER OTHER... : the least, with fractions",
        "floor NUMBER : the next whole number below",
        "ceil NUMBER : the next whole number above",
        "round NUMBER PLACES [FROM] : to so many places, up from .5 or what is given",
        "until COUNT : the numbers from 0 to below a count, as a list",
        "untilStep FROM TO STEP : numbers from one to before another, by steps, as a list",
        "seq NUMBER... : numbers as text: to an end, from a start to an end, or with a step between");
  }

  @Override
  public @Nullable Object call(Call call) {
    return switch (call.name()) {
      case "int", "int64" -> Cast.whole(call.any(0));
      case "float64" -> Cast.fraction(call.any(0));
      case "atoi" -> parse(call.text(0), 10);
      case "toDecimal" -> parse(GoText.of(call.any(0), call.budget()), 8);
      case "floor" -> Math.floor(Cast.fraction(call.any(0)));
      case "ceil" -> Math.ceil(Cast.fraction(call.any(0)));
      case "round" -> round(call);
      case "until" -> {
        long count = call.whole(0);
        yield steps(0, count, count < 0 ? -1 : 1, call.budget());
      }
      case "untilStep" -> steps(call.whole(0), call.whole(1), call.whole(2), call.budget());
      case "seq" -> sequence(call);
      case "maxf", "minf" -> extreme(call);
      case "add", "add1", "sub", "mul", "div", "mod", "max", "biggest", "min" -> whole(call);
      default -> decimal(call);
    };
  }

  private static long parse(String text, int radix) {
    try {
      return Long.parseLong(text, radix);
    } catch (NumberFormatException e) {
      throw new RefusedException(
          Kind.describe(text) + " is no whole number" + (radix == 8 ? " of octal digits" : ""));
    }
  }

  private static long whole(Call call) {
    try {
      long value = call.count() == 0 ? 0 : Cast.whole(call.any(0));
      if (call.name().equals("add1")) {
        return Math.addExact(value, 1);
      }
      for (int i = 1; i < call.count(); i++) {
        long other = Cast.whole(call.any(i));
        value =
            switch (call.name()) {
              case "add" -> Math.addExact(value, other);
              case "sub" -> Math.subtractExact(value, other);
              case "mul" -> Math.multiplyExact(value, other);
              case "div" -> Math.divideExact(value, demandDivisor(other));
              case "mod" -> value % demandDivisor(other);
              case "min" -> Math.min(value, other);
              default -> Math.max(value, other);
            };
      }
      return value;
    } catch (ArithmeticException e) {
      throw new RefusedException("the result of " + call.name() + " is beyond 64 bits");
    }
  }

  private static long demandDivisor(long number) {
    if (number == 0) {
      throw new RefusedException("nothing can be divided by 0");
    }
    return number;
  }

  private static double extreme(Call call) {
    double value = Cast.fraction(call.any(0));
    for (int i = 1; i < call.count(); i++) {
      double other = Cast.fraction(call.any(i));
      value = call.name().equals("maxf") ? Math.max(value, other) : Math.min(value, other);
    }
    return value;
  }

  /** In decimal, so that 0.1 and 0.2 are 0.3. */
  private static double decimal(Call call) {
    BigDecimal value = call.count() == 0 ? BigDecimal.ZERO : exact(call.any(0));
    if (call.name().equals("add1f")) {
      return value.add(BigDecimal.ONE).doubleValue();
    }
    for (int i = 1; i < call.count(); i++) {
      BigDecimal other = exact(call.any(i));
      value =
          switch (call.name()) {
            case "addf" -> value.add(other, MathContext.DECIMAL128);
            case "subf" -> value.subtract(other, MathContext.DECIMAL128);
            case "mulf" -> value.multiply(other, MathContext.DECIMAL128);
            case "divf" -> {
              demandDivisor(other.signum());
              yield value.divide(other, MathContext.DECIMAL128);
            }
            default -> throw call.unknown();
          };
    }
    return value.doubleValue();
  }

  private static BigDecimal exact(@Nullable Object value) {
    double number = Cast.fraction(value);
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      throw new RefusedException("nothing can be calculated with " + GoText.fraction(number));
    }
    return new BigDecimal(Double.toString(number));
  }

  private static double round(Call call) {
    double value = Cast.fraction(call.any(0));
    double power = Math.pow(10, call.whole(1, -300, 300));
    double from = call.count() > 2 ? Cast.fraction(call.any(2)) : .5;
    double digits = power * value;
    double rest = digits - (digits < 0 ? Math.ceil(digits) : Math.floor(digits));
    return (rest >= from ? Math.ceil(digits) : Math.floor(digits)) / power;
  }

  private static List<@Nullable Object> steps(long from, long to, long step, Budget budget) {
    List<@Nullable Object> numbers = new ArrayList<>();
    boolean down = to < from;
    if (step == 0 || down != step < 0) {
      return numbers;
    }
    // Of limits far apart, the difference may not fit.
    budget.spendElements(
        new BigDecimal(to)
            .subtract(new BigDecimal(from))
            .divideToIntegralValue(new BigDecimal(step))
            .min(BigDecimal.valueOf(Budget.MAX_ELEMENTS + 1L))
            .longValue());
    for (long i = from; down ? i > to : i < to; i += step) {
      numbers.add(i);
    }
    return numbers;
  }

  private static String sequence(Call call) {
    int count = call.count();
    if (count == 0 || count > 3) {
      return "";
    }
    long from = count == 1 ? 1 : call.whole(0);
    long to = call.whole(count - 1);
    long side = to < from ? -1 : 1;
    long step = count == 3 ? call.whole(1) : side;
    if (to == Long.MAX_VALUE || to == Long.MIN_VALUE) {
      throw new RefusedException("seq cannot go to " + to);
    }
    StringBuilder text = new StringBuilder();
    for (Object number : steps(from, to + side, step, call.budget())) {
      text.append(text.isEmpty() ? "" : " ").append(number);
    }
    return text.toString();
  }
}
