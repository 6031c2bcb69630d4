package io.holdfast.config.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class MaintenanceWindowTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @Test
  void it_is_open_from_its_begin_to_just_before_its_end() {
    MaintenanceWindow sunday = MaintenanceWindow.parse("Sun 02:00-04:00", ZoneOffset.UTC);

    assertThat(sunday.isOpen(at("2026-11-29T01:59:59.999Z"))).isFalse();
    assertThat(sunday.isOpen(at("2026-11-29T02:00:00Z"))).isTrue();
    assertThat(sunday.isOpen(at("2026-11-29T03:59:59.999Z"))).isTrue();
    assertThat(sunday.isOpen(at("2026-11-29T04:00:00Z"))).isFalse();
    assertThat(sunday.isOpen(at("2026-11-30T02:00:00Z"))).isFalse();
    assertThat(sunday.opensAfter(at("2026-11-29T04:00:00Z"))).isEqualTo("2026-12-06T02:00:00Z");
  }

  @Test
  void one_past_midnight_belongs_to_the_day_on_which_it_begins() {
    MaintenanceWindow night = MaintenanceWindow.parse("Fri-Sat 23:30-01:00", ZoneOffset.UTC);

    assertThat(night.isOpen(at("2026-11-27T00:30:00Z"))).isFalse();
    assertThat(night.isOpen(at("2026-11-27T23:30:00Z"))).isTrue();
    assertThat(night.isOpen(at("2026-11-29T00:59:00Z"))).isTrue();
    assertThat(night.isOpen(at("2026-11-29T23:30:00Z"))).isFalse();
  }

  @Test
  void days_are_a_list_of_days_and_ranges_and_a_day_has_24_hours() {
    MaintenanceWindow some = MaintenanceWindow.parse("Sat-Mon,Wed 00:00-24:00", ZoneOffset.UTC);

    assertThat(some.days()).hasSize(4);
    assertThat(some.isOpen(at("2026-11-30T23:59:59Z"))).isTrue();
    assertThat(some.isOpen(at("2026-12-01T00:00:00Z"))).isFalse();
    assertThat(some.opensAfter(at("2026-12-01T00:00:00Z"))).isEqualTo("2026-12-02T00:00:00Z");
  }

  @Test
  void what_the_clock_leaves_out_in_spring_does_not_happen() {
    MaintenanceWindow across = MaintenanceWindow.parse("Sun 02:30-03:30", BERLIN);
    MaintenanceWindow inside = MaintenanceWindow.parse("Sun 02:00-03:00", BERLIN);

    // At 01:00 UTC the clock goes from 02:00 to 03:00, which is in the one and after the other.
    assertThat(across.opensAfter(at("2026-03-29T00:00:00Z"))).isEqualTo("2026-03-29T01:00:00Z");
    assertThat(across.isOpen(at("2026-03-29T01:29:00Z"))).isTrue();
    assertThat(across.isOpen(at("2026-03-29T01:30:00Z"))).isFalse();
    assertThat(inside.opensAfter(at("2026-03-29T00:00:00Z"))).isEqualTo("2026-04-05T00:00:00Z");
  }

  @Test
  void what_the_clock_shows_twice_in_autumn_is_open_twice() {
    MaintenanceWindow window = MaintenanceWindow.parse("Sun 02:15-02:45", BERLIN);

    assertThat(window.opensAfter(at("2026-10-25T00:00:00Z"))).isEqualTo("2026-10-25T00:15:00Z");
    assertThat(window.isOpen(at("2026-10-25T00:45:00Z"))).isFalse();
    assertThat(window.opensAfter(at("2026-10-25T00:45:00Z"))).isEqualTo("2026-10-25T01:15:00Z");
    assertThat(window.isOpen(at("2026-10-25T01:30:00Z"))).isTrue();
  }

  @Test
  void of_several_windows_the_one_that_opens_first_counts() {
    MaintenanceWindows windows =
        new MaintenanceWindows(
            List.of(
                MaintenanceWindow.parse("Sun 02:00-04:00", ZoneOffset.UTC),
                MaintenanceWindow.parse("daily 12:00-12:30", BERLIN)),
            true,
            true);

    assertThat(windows.opensAfter(at("2026-11-28T04:00:00Z"))).isEqualTo("2026-11-28T11:00:00Z");
    assertThat(windows.opensAfter(at("2026-11-28T12:00:00Z"))).isEqualTo("2026-11-29T02:00:00Z");
    assertThat(windows.isOpen(at("2026-11-28T11:10:00Z"))).isTrue();
    assertThat(MaintenanceWindows.ANY_TIME.isOpen(at("2026-11-28T04:00:00Z"))).isTrue();
  }

  private static Instant at(String text) {
    return Instant.parse(text);
  }
}
