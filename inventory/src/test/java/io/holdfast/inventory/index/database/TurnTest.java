package io.holdfast.inventory.index.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TurnTest {
  private final AtomicInteger told = new AtomicInteger();

  @Test
  void what_nobody_has_is_given_at_once_and_nothing_is_told() throws Exception {
    assertThat(await(Turn.LIMIT, "given")).isEqualTo("given");
    assertThat(told).hasValue(0);
  }

  @Test
  void what_another_has_is_asked_for_again_and_told_once() throws Exception {
    assertThat(await(Turn.LIMIT, null, null, "given")).isEqualTo("given");
    assertThat(told).hasValue(1);
  }

  @Test
  void what_is_not_given_in_time_is_asked_for_once_at_least() throws Exception {
    assertThat(await(Duration.ofNanos(-1), "given")).isEqualTo("given");
    assertThat(await(Duration.ofNanos(-1), null, "too late")).isNull();
  }

  @Test
  void an_interrupted_thread_waits_no_longer() throws Exception {
    Thread.currentThread().interrupt();
    assertThat(await(Turn.LIMIT, "given")).isEqualTo("given");
    assertThatThrownBy(() -> await(Turn.LIMIT, null, "not asked for"))
        .isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
  }

  private @Nullable String await(Duration limit, @Nullable String... answers) throws Exception {
    Deque<Optional<String>> left = new ArrayDeque<>();
    Arrays.stream(answers).map(Optional::ofNullable).forEach(left::add);
    return Turn.await(limit, () -> left.remove().orElse(null), told::incrementAndGet);
  }
}
