package io.holdfast.node.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.node.trial.Examples;
import io.holdfast.node.withdrawal.Look;
import io.holdfast.node.withdrawal.WayOff;
import io.holdfast.release.Version;
import io.holdfast.release.admission.Withdrawn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WithdrawnWatchTest {
  private static final Duration EVERY = Duration.ofHours(6);
  private static final Withdrawn WITHDRAWN =
      new Withdrawn(
          Withdrawn.Kind.RELEASE,
          "sea",
          new Version("1.1"),
          Examples.SECOND.manifest(),
          "It is wrong.",
          "HF-1",
          Examples.NOW);

  private final List<Duration> slept = new ArrayList<>();
  private int restarts;

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

  @Test
  void it_looks_within_half_a_minute_of_a_start_and_then_as_the_configuration_says() {
    run(500, quiet(), quiet());
    assertThat(slept)
        .containsExactly(Duration.ofSeconds(15), EVERY.plusMinutes(18), EVERY.plusMinutes(18));
    assertThat(restarts).isZero();
  }

  @Test
  void a_way_that_wants_a_restart_gets_it_and_is_looked_after_soon() {
    run(0, look(Look.Hearing.HEARD, List.of(back()), true), quiet());
    assertThat(restarts).isEqualTo(1);
    assertThat(slept).containsExactly(Duration.ZERO, Duration.ofMinutes(2), EVERY);
  }

  @Test
  void a_trial_that_is_waited_for_and_a_look_that_failed_are_looked_after_soon() {
    run(
        0,
        look(Look.Hearing.HEARD, List.of(new WayOff.Wait(WITHDRAWN, "a trial goes on")), false),
        null,
        look(Look.Hearing.UNREACHABLE, List.of(), false),
        quiet());
    assertThat(slept)
        .containsExactly(
            Duration.ZERO,
            Duration.ofMinutes(2),
            Duration.ofMinutes(2),
            Duration.ofMinutes(2),
            EVERY);
  }

  @Test
  void where_only_a_person_can_help_it_looks_no_more_often() {
    run(
        0,
        look(Look.Hearing.HEARD, List.of(new WayOff.Person(WITHDRAWN, "there is no way")), false));
    assertThat(slept).containsExactly(Duration.ZERO, EVERY);
  }

  private void run(long chance, @Nullable Look... looks) {
    Iterator<@Nullable Look> next = Arrays.asList(looks).iterator();
    new WithdrawnWatch(
            EVERY,
            () -> {
              if (!next.hasNext()) {
                throw new InterruptedException("the machine goes down");
              }
              return next.next();
            },
            () -> restarts++,
            slept::add,
            () -> chance)
        .run();
    assertThat(Thread.interrupted()).as("it ends as it was asked to").isTrue();
  }

  private static Look quiet() {
    return look(Look.Hearing.HEARD, List.of(), false);
  }

  private static WayOff back() {
    return new WayOff.Back(WITHDRAWN, Examples.fresh().lastKnownGoodGeneration());
  }

  private static Look look(Look.Hearing hearing, List<WayOff> ways, boolean restart) {
    return new Look(hearing, "", ways, List.of(), List.of(), restart);
  }
}
