package io.holdfast.config.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Against a clock on the wall that is looked at minute by minute. */
class MaintenanceWindowPropertiesTest {
  private static final String SEED = "26031903290200";

  /** Half an hour, whole days, and both directions, besides the usual. */
  private static final List<String> ZONES =
      List.of(
          "UTC",
          "Europe/Berlin",
          "America/New_York",
          "Australia/Lord_Howe",
          "Asia/Kathmandu",
          "Pacific/Apia");

  /** Looked at in steps, for two weeks and some. */
  private static final Duration STEP = Duration.ofMinutes(15);

  private static final int STEPS = 16 * 24 * 4;

  @Property(tries = 300, seed = SEED)
  void it_is_open_when_the_wall_clock_shows_a_time_in_it(
      @ForAll("windows") MaintenanceWindow window, @ForAll("times") Instant at) {
    LocalDateTime clock = LocalDateTime.ofInstant(at, window.zone());
    // Counted from the begin of the day on which it would have begun.
    boolean open = false;
    for (int back = 0; back <= 1; back++) {
      DayOfWeek day = clock.getDayOfWeek().minus(back);
      int minute = clock.getHour() * 60 + clock.getMinute() + back * 1440;
      int end = window.to() > window.from() ? window.to() : window.to() + 1440;
      open |= window.days().contains(day) && minute >= window.from() && minute < end;
    }

    assertThat(window.isOpen(at)).isEqualTo(open);
  }

  @Property(tries = 2000, seed = SEED)
  void it_opens_at_the_first_time_at_which_it_is_open(
      @ForAll("windows") MaintenanceWindow window, @ForAll("times") Instant from) {
    Instant closed = from;
    for (int i = 0; i < STEPS && window.isOpen(closed); i++) {
      closed = closed.plus(STEP);
    }
    if (window.isOpen(closed)) {
      // Open all day and every day, it is never asked.
      return;
    }
    Instant opens = window.opensAfter(closed);

    assertThat(opens).isAfter(closed);
    assertThat(window.isOpen(opens)).isTrue();
    for (Instant at = closed; at.isBefore(opens); at = at.plus(STEP)) {
      assertThat(window.isOpen(at)).as("%s, before %s", at, opens).isFalse();
    }
    assertThat(window.isOpen(opens.minusNanos(1))).isFalse();
  }

  @Property(tries = 300, seed = SEED)
  void what_is_written_is_read_back(@ForAll("windows") MaintenanceWindow window) {
    assertThat(window.text()).matches(MaintenanceWindow.PATTERN);
    assertThat(MaintenanceWindow.parse(window.text(), window.zone())).isEqualTo(window);
  }

  @Provide
  static Arbitrary<MaintenanceWindow> windows() {
    Arbitrary<Set<DayOfWeek>> days =
        Arbitraries.oneOf(
            Arbitraries.of(DayOfWeek.class).set().ofSize(1),
            Arbitraries.of(DayOfWeek.class).set().ofMinSize(1).ofMaxSize(7));
    // Often near the hours at which clocks are set.
    Arbitrary<Integer> minutes =
        Arbitraries.frequencyOf(
            Tuple.of(1, Arbitraries.integers().between(0, 1439)),
            Tuple.of(2, Arbitraries.integers().between(0, 16).map(i -> i * 15)));
    return Combinators.combine(days, minutes, minutes, Arbitraries.of(ZONES))
        .filter((d, from, to, zone) -> !from.equals(to) && (to > 0 || from > 0))
        .as(
            (d, from, to, zone) ->
                new MaintenanceWindow(d, from, to == 0 ? 1440 : to, ZoneId.of(zone)));
  }

  /** Any time of a year, and more often one in the days before clocks are set. */
  @Provide
  static Arbitrary<Instant> times() {
    Instant begin = Instant.parse("2011-12-20T00:00:00Z");
    List<Instant> changes = new ArrayList<>();
    for (String zone : ZONES) {
      ZoneRules rules = ZoneId.of(zone).getRules();
      ZoneOffsetTransition change = rules.nextTransition(begin);
      for (int i = 0; i < 3 && change != null; i++) {
        changes.add(change.getInstant());
        change = rules.nextTransition(change.getInstant());
      }
    }
    Arbitrary<Instant> before =
        Combinators.combine(Arbitraries.of(changes), Arbitraries.integers().between(-8, 4 * 24 * 3))
            .as((change, quarters) -> change.minus(STEP.multipliedBy(quarters)));
    Arbitrary<Instant> any =
        Arbitraries.integers()
            .between(0, 366 * 24 * 4)
            .map(quarters -> begin.plus(STEP.multipliedBy(quarters)));
    return Arbitraries.oneOf(before, before, any);
  }
}
