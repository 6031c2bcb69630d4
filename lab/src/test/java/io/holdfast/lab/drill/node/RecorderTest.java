package io.holdfast.lab.drill.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.lab.drill.act.Moment.Kind;
import io.holdfast.lab.machine.serial.MachineSilentException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RecorderTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(1);

  private final Recorder recorder =
      new Recorder(InstantSource.fixed(Instant.parse("2026-07-19T04:09:00Z")));

  @Test
  void waiting_finds_what_has_happened_and_goes_on_from_there() throws Exception {
    recorder.add(Kind.LOGIN, "first");
    recorder.add(Kind.RESET, "");
    recorder.add(Kind.LOGIN, "second");
    int after = recorder.await(0, moment -> moment.kind() == Kind.LOGIN, "a login", LONG);
    assertThat(after).isEqualTo(1);
    int next = recorder.await(after, moment -> moment.kind() == Kind.LOGIN, "a login", LONG);
    assertThat(recorder.moments().get(next - 1).text()).isEqualTo("second");
  }

  @Test
  void waiting_ends_when_it_happens() throws Exception {
    Thread.ofVirtual().start(() -> recorder.add(Kind.LOGIN, "late"));
    assertThat(recorder.await(0, moment -> moment.kind() == Kind.LOGIN, "a login", LONG))
        .isEqualTo(1);
  }

  @Test
  void waiting_in_vain_says_for_what() {
    recorder.add(Kind.RESET, "");
    assertThatThrownBy(
            () -> recorder.await(0, moment -> moment.kind() == Kind.LOGIN, "a login", SHORT))
        .isInstanceOf(MachineSilentException.class)
        .hasMessageContaining("a login");
  }

  @Test
  void a_node_that_restarts_in_a_circle_does_not_fill_the_report() {
    for (int i = 0; i < 3 * Recorder.MOMENTS_LIMIT; i++) {
      recorder.add(Kind.RESET, "");
      recorder.addScreen("at reset", List.of("row"));
    }
    assertThat(recorder.moments()).hasSize(Recorder.MOMENTS_LIMIT);
    assertThat(recorder.screens()).hasSize(Recorder.SCREENS_LIMIT);
    assertThatThrownBy(
            () -> recorder.await(0, moment -> moment.kind() == Kind.LOGIN, "a login", LONG))
        .isInstanceOf(MachineSilentException.class);
  }

  @Test
  void an_empty_screen_is_not_kept() {
    recorder.addScreen("at reset", List.of());
    assertThat(recorder.screens()).isEmpty();
  }
}
