package io.holdfast.node.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DeadlineTest {
  @Test
  void a_machine_that_never_booted_healthily_gets_the_ceiling() {
    assertThat(Deadline.from(List.of())).isEqualTo(Deadline.CEILING);
  }

  @Test
  void a_fast_machine_gets_the_floor() {
    assertThat(Deadline.from(List.of(Duration.ofSeconds(12)))).isEqualTo(Duration.ofSeconds(150));
  }

  @Test
  void the_slowest_boot_counts_three_times() {
    assertThat(Deadline.from(List.of(Duration.ofSeconds(41), Duration.ofSeconds(50))))
        .isEqualTo(Duration.ofSeconds(150));
  }

  @Test
  void a_slow_machine_gets_the_ceiling() {
    assertThat(Deadline.from(List.of(Duration.ofMinutes(6)))).isEqualTo(Duration.ofMinutes(15));
  }

  @Property(tries = 200, seed = "1")
  void any_measurements_give_a_deadline_from_floor_to_ceiling(
      @ForAll @Size(min = 1, max = 10) List<@LongRange(min = 1) Long> millis) {
    Duration deadline = Deadline.from(millis.stream().map(Duration::ofMillis).toList());
    assertThat(deadline).isBetween(Deadline.FLOOR, Deadline.CEILING);
  }
}
