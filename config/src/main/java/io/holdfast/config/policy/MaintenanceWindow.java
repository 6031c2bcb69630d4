package io.holdfast.config.policy;

import io.holdfast.config.yaml.Quoted;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A time of the week, by the wall clock of a time zone: it is open whenever that clock shows a time
 * from its begin to just before its end. Where clocks are set forward, the part that they leave out
 * does not happen; where they are set back, the part that they show twice is open twice. Immutable.
 *
 * @param days on which it begins
 * @param from minute of the day at which it begins, 0 to 1439
 * @param to minute of the day at which it ends, 1 to 1440; not above {@code from} for one that ends
 *     on the day after
 * @param zone whose clock counts
 */
public record MaintenanceWindow(Set<DayOfWeek> days, int from, int to, ZoneId zone) {
  /** A regular expression of ECMA-262 for what {@link #parse} reads. */
  public static final String PATTERN =
      "(daily|(Mon|Tue|Wed|Thu|Fri|Sat|Sun)(-(Mon|Tue|Wed|Thu|Fri|Sat|Sun))?"
          + "(,(Mon|Tue|Wed|Thu|Fri|Sat|Sun)(-(Mon|Tue|Wed|Thu|Fri|Sat|Sun))?)*)"
          + " +([01][0-9]|2[0-3]):[0-5][0-9]-(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)";

  private static final List<String> DAYS = List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");

  private static final int HOUR = 60;
  private static final int DAY = 24 * HOUR;

  /** Even a window that a change of clocks left out has come again by then. */
  private static final int DAYS_AHEAD = 22;

  /** Checks and copies. */
  public MaintenanceWindow {
    if (days.isEmpty()) {
      throw new IllegalArgumentException("a window needs a day on which it begins");
    }
    if (from < 0 || from >= DAY || to < 1 || to > DAY || from == to) {
      throw new IllegalArgumentException(
          "a window ends at another minute of the day than it begins; 00:00-24:00 is a whole day");
    }
    days = Set.copyOf(EnumSet.copyOf(days));
  }

  /**
   * Reads one such as {@code Sun 02:00-04:00}, {@code Mon-Fri 23:30-01:00}, {@code Sat,Sun
   * 00:00-24:00} or {@code daily 01:00-03:00}.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static MaintenanceWindow parse(String text, ZoneId zone) {
    int space = text.indexOf(' ');
    String[] times =
        space < 0 ? new String[0] : text.substring(space).stripLeading().split("-", -1);
    if (times.length != 2) {
      throw wrong(text);
    }
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (String part : text.substring(0, space).split(",", -1)) {
      addDays(text, part, days);
    }
    return new MaintenanceWindow(days, minute(text, times[0]), minute(text, times[1]), zone);
  }

  private static void addDays(String text, String part, Set<DayOfWeek> days) {
    if (part.equals("daily") && text.startsWith("daily ")) {
      days.addAll(EnumSet.allOf(DayOfWeek.class));
      return;
    }
    String[] ends = part.split("-", -1);
    int first = DAYS.indexOf(ends[0]);
    int last = DAYS.indexOf(ends[ends.length - 1]);
    if (first < 0 || last < 0 || ends.length > 2) {
      throw wrong(text);
    }
    for (DayOfWeek day = DayOfWeek.of(first + 1); ; day = day.plus(1)) {
      days.add(day);
      if (day.getValue() == last + 1) {
        return;
      }
    }
  }

  /** What {@link #parse} reads, always the same for the same window. */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (DayOfWeek day : DayOfWeek.values()) {
      if (days.contains(day)) {
        text.append(text.isEmpty() ? "" : ",").append(DAYS.get(day.getValue() - 1));
      }
    }
    return text.append(' ').append(time(from)).append('-').append(time(to)).toString();
  }

  private static String time(int minute) {
    return String.format(Locale.ROOT, "%02d:%02d", minute / HOUR, minute % HOUR);
  }

  private static int minute(String text, String time) {
    boolean isTime =
        time.length() == 5
            && time.charAt(2) == ':'
            && (time.substring(0, 2) + time.substring(3))
                .chars()
                .allMatch(c -> c >= '0' && c <= '9');
    if (!isTime) {
      throw wrong(text);
    }
    int hour = Integer.parseInt(time.substring(0, 2));
    int minute = Integer.parseInt(time.substring(3));
    if (hour > 24 || minute >= HOUR || (hour == 24 && minute > 0)) {
      throw wrong(text);
    }
    return hour * HOUR + minute;
  }

  private static IllegalArgumentException wrong(String text) {
    return new IllegalArgumentException(
        Quoted.of(text)
            + " is no window; write one like 'Sun 02:00-04:00', 'Mon-Fri 23:30-01:00' or 'daily"
            + " 01:00-03:00'");
  }

  /** True if it is open. */
  public boolean isOpen(Instant at) {
    ZonedDateTime clock = at.atZone(zone);
    int minute = clock.getHour() * HOUR + clock.getMinute();
    DayOfWeek day = clock.getDayOfWeek();
    if (from < to) {
      return days.contains(day) && minute >= from && minute < to;
    }
    return (days.contains(day) && minute >= from) || (days.contains(day.minus(1)) && minute < to);
  }

  /**
   * When it opens next: by the clock's coming to its begin, or by the clock's being set into it.
   *
   * @param closed a time at which it is not open
   */
  public Instant opensAfter(Instant closed) {
    LocalDate today = closed.atZone(zone).toLocalDate();
    Instant first = null;
    for (int i = -1; i <= DAYS_AHEAD; i++) {
      LocalDate date = today.plusDays(i);
      LocalDateTime begin = date.atTime(from / HOUR, from % HOUR);
      for (ZoneOffset offset : zone.getRules().getValidOffsets(begin)) {
        first = earlier(first, begin.toInstant(offset), closed);
      }
    }
    Instant end = today.plusDays(DAYS_AHEAD).atStartOfDay(zone).toInstant();
    ZoneOffsetTransition set = zone.getRules().nextTransition(closed);
    while (set != null && set.getInstant().isBefore(end)) {
      first = earlier(first, set.getInstant(), closed);
      set = zone.getRules().nextTransition(set.getInstant());
    }
    return first == null ? end : first;
  }

  private @Nullable Instant earlier(@Nullable Instant first, Instant other, Instant closed) {
    boolean isBetter =
        other.isAfter(closed) && isOpen(other) && (first == null || other.isBefore(first));
    return isBetter ? other : first;
  }
}
