package io.holdfast.node.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.config.policy.MaintenanceWindow;
import io.holdfast.config.policy.MaintenanceWindows;
import io.holdfast.config.policy.Policy;
import io.holdfast.node.trial.Booted;
import io.holdfast.node.trial.Waiting;
import io.holdfast.release.Digest;
import io.holdfast.release.Version;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whether a change may begin. */
final class OpeningTest {
  private static final Instant BUILT = Instant.parse("2026-11-01T00:00:00Z");
  private static final Instant SATURDAY = Instant.parse("2026-11-28T12:00:00.123Z");
  private static final Instant SUNDAY = Instant.parse("2026-11-29T02:00:00Z");

  @Test
  void without_windows_a_change_begins_at_any_time() {
    assertThat(Opening.decide(MaintenanceWindows.ANY_TIME, true, BUILT, SATURDAY).isOpen())
        .isTrue();
    assertThat(Opening.decide(MaintenanceWindows.ANY_TIME, true, BUILT, Instant.EPOCH).isOpen())
        .isTrue();
  }

  @Test
  void outside_a_window_it_is_said_until_when() {
    assertThat(Opening.decide(sunday(true), true, BUILT, SATURDAY))
        .isEqualTo(new Opening.Closed("no window is open until 2026-11-29T02:00:00Z", SUNDAY));
    assertThat(Opening.decide(sunday(true), true, BUILT, SUNDAY).isOpen()).isTrue();
  }

  @Test
  void content_is_held_unless_the_windows_say_otherwise() {
    assertThat(Opening.decide(sunday(true), false, BUILT, SATURDAY).isOpen()).isFalse();
    assertThat(Opening.decide(sunday(false), false, BUILT, SATURDAY).isOpen()).isTrue();
    assertThat(Opening.decide(sunday(false), true, BUILT, SATURDAY).isOpen()).isFalse();
  }

  @Test
  void no_window_is_open_by_a_clock_that_cannot_be_right() {
    assertThat(Opening.decide(sunday(true), true, SUNDAY.plusSeconds(1), SUNDAY))
        .isInstanceOfSatisfying(
            Opening.Closed.class,
            closed -> {
              assertThat(closed.why()).contains("before the release was built");
              assertThat(closed.opens()).isNull();
            });
  }

  @Test
  void recovery_is_held_up_by_none() {
    Policy policy =
        new Policy(Policy.NONE.extensions(), Policy.NONE.keys(), null, sunday(true), null);
    assertThat(node(policy, new Booted.InRecovery()).opening(true, SATURDAY).isOpen()).isTrue();
    assertThat(node(policy, new Booted.ByEntry(1)).opening(true, SATURDAY).isOpen()).isFalse();
  }

  @Test
  void what_a_person_plugged_in_for_a_repair_waits_for_no_window() {
    NodePolicy node =
        node(
            new Policy(Policy.NONE.extensions(), Policy.NONE.keys(), null, sunday(true), null),
            new Booted.ByEntry(1));
    assertThat(node.opening(waiting("/run/holdfast/medium"), SATURDAY).isOpen()).isTrue();
    assertThat(node.opening(waiting("https://example.org"), SATURDAY).isOpen()).isFalse();
  }

  private static Waiting waiting(String from) {
    return new Waiting(
        Waiting.Kind.CONTENT,
        "rules",
        new Version("1"),
        Digest.of(new byte[0]),
        from,
        false,
        false,
        false,
        SATURDAY);
  }

  private static NodePolicy node(Policy policy, Booted booted) {
    return new NodePolicy(policy, BUILT, booted, Path.of("/run/holdfast/medium"));
  }

  private static MaintenanceWindows sunday(boolean holdContent) {
    return new MaintenanceWindows(
        List.of(MaintenanceWindow.parse("Sun 02:00-04:00", ZoneOffset.UTC)), holdContent, true);
  }
}
