package io.holdfast.config.template.function;

import io.holdfast.config.yaml.Quoted;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Times in Go's layouts, which show how the 2nd of January 2006, 15:04:05, seven hours behind UTC,
 * would be written. Stateless.
 */
final class GoTime {
  /** The end of the year 9999, past which four digits do not do. */
  static final long MAX_SECONDS = 253_402_300_799L;

  /** Longer ones first where one begins with another. */
  private static final String[] ELEMENTS = {
    "January", "Jan", "Monday", "Mon", "MST", "2006", "__2", "_2", "002", "01", "02", "03", "04",
    "05", "06", "15", "PM", "pm", "Z07:00", "Z0700", "-07:00", "-0700", "-07", "1", "2", "3", "4",
    "5"
  };

  private GoTime() {}

  /** True for seconds since 1970, or of a duration, that this calendar has room for. */
  static boolean isWithin(long seconds) {
    return seconds >= -MAX_SECONDS && seconds <= MAX_SECONDS;
  }

  /** As {@code print} shows it. */
  static String of(Instant time) {
    return format("2006-01-02 15:04:05.999999999 -0700 MST", time.atZone(ZoneOffset.UTC));
  }

  /** Its zone, {@code Local} being UTC, so that a text does not depend on where it is made. */
  static ZoneId zone(String name) {
    if (name.isEmpty() || name.equals("Local") || name.equals("UTC")) {
      return ZoneOffset.UTC;
    }
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      throw new RefusedException("there is no time zone " + Quoted.of(name));
    }
  }

  static String format(String layout, ZonedDateTime time) {
    StringBuilder out = new StringBuilder();
    int at = 0;
    while (at < layout.length()) {
      int digits = fraction(layout, at);
      String element = digits > 0 ? null : elementAt(layout, at);
      if (digits > 0) {
        appendFraction(out, layout.substring(at, at + digits + 1), time.getNano());
        at += digits + 1;
      } else if (element != null) {
        out.append(show(element, time));
        at += element.length();
      } else {
        out.append(layout.charAt(at++));
      }
    }
    return out.toString();
  }

  private static @Nullable String elementAt(String layout, int at) {
    for (String element : ELEMENTS) {
      if (layout.startsWith(element, at)) {
        return element;
      }
    }
    return null;
  }

  /** How many zeroes or nines follow a point here; none if anything else does. */
  private static int fraction(String layout, int at) {
    char point = layout.charAt(at);
    if ((point != '.' && point != ',') || at + 1 == layout.length()) {
      return 0;
    }
    char digit = layout.charAt(at + 1);
    int end = at + 1;
    while (end < layout.length() && layout.charAt(end) == digit) {
      end++;
    }
    boolean ends = end == layout.length() || Character.digit(layout.charAt(end), 10) < 0;
    return (digit == '0' || digit == '9') && ends && end - at - 1 <= 9 ? end - at - 1 : 0;
  }

  private static void appendFraction(StringBuilder out, String form, int nanos) {
    String digits = pad(nanos, 9).substring(0, form.length() - 1);
    if (form.charAt(1) == '9') {
      digits = digits.replaceAll("0+$", "");
    }
    out.append(digits.isEmpty() ? "" : form.charAt(0) + digits);
  }

  private static String show(String element, ZonedDateTime time) {
    int hour = time.getHour() % 12 == 0 ? 12 : time.getHour() % 12;
    return switch (element) {
      case "January" -> time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case "Jan" -> time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH).substring(0, 3);
      case "Monday" -> time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case "Mon" ->
          time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH).substring(0, 3);
      case "2006" -> pad(time.getYear(), 4);
      case "06" -> pad(time.getYear() % 100, 2);
      case "01" -> pad(time.getMonthValue(), 2);
      case "1" -> "" + time.getMonthValue();
      case "02" -> pad(time.getDayOfMonth(), 2);
      case "_2" -> (time.getDayOfMonth() < 10 ? " " : "") + time.getDayOfMonth();
      case "2" -> "" + time.getDayOfMonth();
      case "002" -> pad(time.getDayOfYear(), 3);
      case "__2" -> " ".repeat(3 - ("" + time.getDayOfYear()).length()) + time.getDayOfYear();
      case "15" -> pad(time.getHour(), 2);
      case "03" -> pad(hour, 2);
      case "3" -> "" + hour;
      case "04" -> pad(time.getMinute(), 2);
      case "4" -> "" + time.getMinute();
      case "05" -> pad(time.getSecond(), 2);
      case "5" -> "" + time.getSecond();
      case "PM" -> time.getHour() < 12 ? "AM" : "PM";
      case "pm" -> time.getHour() < 12 ? "am" : "pm";
      case "MST" -> zoneName(time);
      default -> offset(element, time.getOffset().getTotalSeconds());
    };
  }

  private static String zoneName(ZonedDateTime time) {
    if (time.getZone() instanceof ZoneOffset zone) {
      return zone.equals(ZoneOffset.UTC) ? "UTC" : offset("-0700", zone.getTotalSeconds());
    }
    return java.time.format.DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH).format(time);
  }

  private static String offset(String form, int seconds) {
    if (form.startsWith("Z") && seconds == 0) {
      return "Z";
    }
    int minutes = Math.abs(seconds) / 60;
    String sign = seconds < 0 ? "-" : "+";
    String colon = form.contains(":") ? ":" : "";
    String rest = form.equals("-07") ? "" : colon + pad(minutes % 60, 2);
    return sign + pad(minutes / 60, 2) + rest;
  }

  private static String pad(int number, int digits) {
    String text = Integer.toString(number);
    return "0".repeat(Math.max(0, digits - text.length())) + text;
  }

  /** A time that is written so, in UTC unless it names an offset. */
  static Instant parse(String layout, String text) {
    return new Reader(layout, text).read();
  }

  /** Reads one text by one layout. */
  private static final class Reader {
    private final String layout;
    private final String text;
    private int at;
    private int year;
    private int month = 1;
    private int day = 1;
    private int hour;
    private int minute;
    private int second;
    private int nano;
    private int offset;
    private @Nullable Boolean afternoon;

    Reader(String layout, String text) {
      this.layout = layout;
      this.text = text;
    }

    Instant read() {
      int l = 0;
      while (l < layout.length()) {
        int digits = fraction(layout, l);
        String element = digits > 0 ? null : elementAt(layout, l);
        if (digits > 0) {
          fractionOfSecond(layout.charAt(l + 1) == '9' ? -1 : digits);
          l += digits + 1;
        } else if (element != null) {
          element(element);
          l += element.length();
        } else if (at < text.length() && text.charAt(at) == layout.charAt(l)) {
          at++;
          l++;
        } else {
          throw none();
        }
      }
      if (at < text.length()) {
        throw none();
      }
      int hours = afternoon == null ? hour : hour % 12 + (afternoon ? 12 : 0);
      try {
        return LocalDateTime.of(year, month, day, hours, minute, second, nano)
            .toInstant(ZoneOffset.ofTotalSeconds(offset));
      } catch (DateTimeException e) {
        throw none();
      }
    }

    private void element(String element) {
      switch (element) {
        case "2006" -> year = number(4, 4);
        case "06" -> {
          int two = number(2, 2);
          year = two + (two >= 69 ? 1900 : 2000);
        }
        case "01" -> month = number(2, 2);
        case "1" -> month = number(1, 2);
        case "January", "Jan" -> month = month(element.length() == 3);
        case "Monday", "Mon" -> letters();
        case "02" -> day = number(2, 2);
        case "_2" -> {
          at += at < text.length() && text.charAt(at) == ' ' ? 1 : 0;
          day = number(1, 2);
        }
        case "2" -> day = number(1, 2);
        case "15" -> hour = number(2, 2);
        case "03" -> hour = number(2, 2);
        case "3" -> hour = number(1, 2);
        case "04" -> minute = number(2, 2);
        case "4" -> minute = number(1, 2);
        case "05" -> second = number(2, 2);
        case "5" -> second = number(1, 2);
        case "PM", "pm" -> afternoon = letters().equalsIgnoreCase("pm");
        case "MST" -> {
          if (!letters().equals("UTC")) {
            throw new RefusedException("name the offset (-0700) and not the zone (MST)");
          }
        }
        case "002", "__2" -> throw new RefusedException("toDate cannot read days of a year");
        default -> readOffset(element);
      }
    }

    private int number(int least, int most) {
      int start = at;
      int value = 0;
      while (at < text.length() && at - start < most && isDigit(text.charAt(at))) {
        value = value * 10 + text.charAt(at++) - '0';
      }
      if (at - start < least) {
        throw none();
      }
      return value;
    }

    private static boolean isDigit(char c) {
      return c >= '0' && c <= '9';
    }

    private String letters() {
      int start = at;
      while (at < text.length() && Character.isLetter(text.charAt(at))) {
        at++;
      }
      return text.substring(start, at);
    }

    private int month(boolean isShort) {
      String word = letters();
      for (java.time.Month each : java.time.Month.values()) {
        String name = each.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
        if ((isShort ? name.substring(0, 3) : name).equalsIgnoreCase(word)) {
          return each.getValue();
        }
      }
      throw none();
    }

    /** A point and so many digits; any number of them, or nothing at all, for -1. */
    private void fractionOfSecond(int digits) {
      boolean point = at < text.length() && (text.charAt(at) == '.' || text.charAt(at) == ',');
      if (!point && digits < 0) {
        return;
      }
      at++;
      int start = at;
      int value = number(digits < 0 ? 1 : digits, digits < 0 ? 9 : digits);
      for (int i = at - start; i < 9; i++) {
        value *= 10;
      }
      nano = value;
    }

    private void readOffset(String form) {
      if (form.startsWith("Z") && text.startsWith("Z", at)) {
        at++;
        return;
      }
      char sign = at < text.length() ? text.charAt(at++) : ' ';
      if (sign != '+' && sign != '-') {
        throw none();
      }
      int seconds = number(2, 2) * 3600;
      if (form.contains(":") && !text.startsWith(":", at++)) {
        throw none();
      }
      seconds += form.equals("-07") ? 0 : number(2, 2) * 60;
      offset = sign == '-' ? -seconds : seconds;
    }

    private RefusedException none() {
      return new RefusedException(Quoted.of(text) + " is no time of the form " + Quoted.of(layout));
    }
  }
}
