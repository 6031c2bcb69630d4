package io.holdfast.node.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WithdrawnWatchTest {
  private static final Duration EVERY = Duration.ofHours(6);

  @Test
  void nodes_drift_apart_by_up_to_a_tenth_of_the_interval() {
    assertThat(WithdrawnWatch.pause(EVERY, 0, 0)).isEqualTo(EVERY);
    assertThat(WithdrawnWatch.pause(EVERY, 0, 500)).isEqualTo(EVERY.plusMinutes(18));
    assertThat(WithdrawnWatch.pause(EVERY, 0, 999))
        .isBetween(EVERY.plusMinutes(35), EVERY.plusMinutes(36));
  }

  @Test
  void who_does_not_answer_is_asked_again_soon_and_then_no_more_often_than_others() {
    assertThat(WithdrawnWatch.pause(EVERY, 1, 0)).isEqualTo(Duration.ofMinutes(2));
    assertThat(WithdrawnWatch.pause(EVERY, 5, 0)).isEqualTo(Duration.ofMinutes(2));
    assertThat(WithdrawnWatch.pause(EVERY, 6, 0)).isEqualTo(EVERY);
    assertThat(WithdrawnWatch.pause(Duration.ofMinutes(1), 1, 0)).isEqualTo(Duration.ofMinutes(1));
  }
}
