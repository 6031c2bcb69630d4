package io.holdfast.node.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.config.health.HealthCheck.Level;
import io.holdfast.node.evidence.Culprit;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HealthRoundsTest {
  private static final CheckResult PASS = new CheckResult.Passed();
  private static final Duration BAKE = Duration.ofSeconds(60);

  private final FakePace pace = new FakePace();
  private final Told told = new Told();

  @Test
  void each_check_runs_at_its_own_interval() {
    FakeCheck often = FakeCheck.required("often", 0, 10, pace, () -> PASS);
    FakeCheck seldom = wanted("seldom", 25);
    go(rounds(List.of(often, seldom), Duration.ofHours(1)), 120);

    assertThat(often.ranAtSeconds).startsWith(20L, 30L, 40L, 50L, 60L, 70L, 80L, 90L);
    assertThat(seldom.ranAtSeconds).startsWith(20L, 45L, 70L, 95L, 120L);
  }

  @Test
  void between_runs_the_loop_rests() {
    FakeCheck check = FakeCheck.required("often", 0, 10, pace, () -> PASS);
    HealthRounds rounds = rounds(List.of(check), Duration.ofHours(1));
    pace.rest(rounds.round());

    assertThat(rounds.round()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void a_sick_check_is_retried_and_then_ends_the_trial_once() {
    FakeCheck sick = FakeCheck.required("sick", 2, 10, pace, () -> fail("sick"));
    go(rounds(List.of(sick), BAKE), 200);

    assertThat(sick.ranAtSeconds).startsWith(20L, 30L, 40L);
    assertThat(told.decisions)
        .containsExactly(new Verdict.FailedForGood("sick", Culprit.check("sick"), "ill"));
    assertThat(told.changes)
        .containsExactly("sick: Failing", "sick: Failing", "sick: FailedForGood");
  }

  @Test
  void a_check_of_a_long_interval_does_not_delay_the_commit() {
    FakeCheck often = FakeCheck.required("often", 0, 7, pace, () -> PASS);
    FakeCheck hourly = FakeCheck.required("hourly", 0, 3600, pace, () -> PASS);
    go(rounds(List.of(often, hourly), BAKE), 100);

    assertThat(told.decisions).containsExactly(new Verdict.Held(Duration.ofSeconds(20)));
    assertThat(hourly.ranAtSeconds).containsExactly(20L, 80L);
  }

  @Test
  void a_check_that_sickens_just_before_the_end_of_the_bake_time_is_seen() {
    FakeCheck late =
        FakeCheck.required(
            "late", 1, 3600, pace, () -> pace.now().toSeconds() < 79 ? PASS : fail("late"));
    go(rounds(List.of(late), BAKE), 4000);

    assertThat(told.decisions).hasOnlyElementsOfType(Verdict.FailedForGood.class).hasSize(1);
  }

  @Test
  void a_check_that_hangs_holds_up_no_other() {
    FakeCheck hung = FakeCheck.required("hung", 0, 10, pace, () -> PASS);
    FakeCheck well = FakeCheck.required("well", 0, 10, pace, () -> PASS);
    Deque<Runnable> tasks = new ArrayDeque<>();
    HealthRounds rounds =
        new HealthRounds(List.of(hung, well), Duration.ZERO, pace, tasks::add, told);
    rounds.round();
    Runnable forever = tasks.removeFirst();
    for (int i = 0; i < 50; i++) {
      tasks.forEach(Runnable::run);
      tasks.clear();
      pace.rest(rounds.round());
    }

    assertThat(well.ranAtSeconds.size()).isGreaterThan(10);
    assertThat(rounds.snapshot().healthy()).isFalse();
    forever.run();
    rounds.round();
    assertThat(rounds.snapshot().healthy()).isTrue();
  }

  @Test
  void checks_of_one_queue_run_one_after_the_other_in_their_order() {
    List<Check> checks = new ArrayList<>();
    for (String name : List.of("10", "20", "30")) {
      checks.add(queued(name, "greenboot"));
    }
    Deque<Runnable> tasks = new ArrayDeque<>();
    HealthRounds rounds = new HealthRounds(checks, BAKE, pace, tasks::add, told);
    for (int i = 0; i < 3; i++) {
      rounds.round();
      assertThat(tasks).hasSize(1);
      tasks.removeFirst().run();
    }
    rounds.round();

    assertThat(told.changes).containsExactly("10: Healthy", "20: Healthy", "30: Healthy");
  }

  @Test
  void no_more_checks_run_at_once_than_a_small_machine_can_bear() {
    List<Check> checks = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      checks.add(queued("check" + i, "queue" + i));
    }
    Deque<Runnable> tasks = new ArrayDeque<>();
    HealthRounds rounds = new HealthRounds(checks, BAKE, pace, tasks::add, told);
    rounds.round();
    rounds.round();

    assertThat(tasks).hasSize(HealthRounds.MAX_AT_ONCE);
  }

  @Test
  void a_check_that_throws_has_failed() {
    FakeCheck broken =
        FakeCheck.required(
            "broken",
            0,
            10,
            pace,
            () -> {
              throw new IllegalStateException("no such sensor");
            });
    go(rounds(List.of(broken), BAKE), 50);

    assertThat(told.decisions)
        .containsExactly(
            new Verdict.FailedForGood(
                "broken",
                Culprit.check("broken"),
                "it could not run: java.lang.IllegalStateException: no such sensor"));
  }

  @Test
  void a_thousand_rounds_leave_nothing_behind() {
    FakeCheck flaps =
        FakeCheck.required(
            "flaps", 3, 1, pace, () -> pace.now().toSeconds() % 3 == 0 ? fail("flaps") : PASS);
    HealthRounds rounds = rounds(List.of(flaps, wanted("dns", 1)), BAKE);
    go(rounds, 1100);

    assertThat(flaps.ranAtSeconds.size()).isGreaterThan(1000);
    assertThat(HealthFile.json(rounds.snapshot())).hasSizeLessThan(1000);
    assertThat(told.decisions).isEmpty();
  }

  @Test
  void on_this_machine_a_passing_program_makes_the_trial_hold() throws Exception {
    CommandCheck check =
        new CommandCheck(
            "true",
            Level.REQUIRED,
            new Schedule(Duration.ofSeconds(30), 0, Duration.ofSeconds(1)),
            "true",
            List.of("true"));
    CountDownLatch held = new CountDownLatch(1);
    Executor workers = task -> Thread.ofVirtual().start(task);
    HealthRounds rounds =
        new HealthRounds(
            List.of(check),
            Duration.ofMillis(1),
            Pace.ofThisMachine(),
            workers,
            new Told() {
              @Override
              public void decided(Verdict verdict) {
                held.countDown();
              }
            });
    Thread loop =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    rounds.run();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });

    assertThat(held.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(rounds.snapshot().verdict()).isInstanceOf(Verdict.Held.class);
    loop.interrupt();
    loop.join();
  }

  private FakeCheck wanted(String name, int intervalSeconds) {
    Schedule schedule = new Schedule(Duration.ofSeconds(5), 0, Duration.ofSeconds(intervalSeconds));
    return new FakeCheck(name, Level.WANTED, schedule, name, pace, () -> PASS);
  }

  private FakeCheck queued(String name, String queue) {
    Schedule schedule = new Schedule(Duration.ofSeconds(5), 0, Duration.ofSeconds(30));
    return new FakeCheck(name, Level.REQUIRED, schedule, queue, pace, () -> PASS);
  }

  private static CheckResult fail(String check) {
    return new CheckResult.Failed(Culprit.check(check), "ill");
  }

  private HealthRounds rounds(List<? extends Check> checks, Duration bake) {
    return new HealthRounds(checks, bake, pace, Runnable::run, told);
  }

  private void go(HealthRounds rounds, int seconds) {
    Duration end = pace.now().plusSeconds(seconds);
    while (pace.now().compareTo(end) < 0) {
      pace.rest(rounds.round());
    }
  }

  /** Remembers what it was told. */
  private static class Told implements HealthListener {
    final List<String> changes = new ArrayList<>();
    final List<Verdict> decisions = new ArrayList<>();

    @Override
    public void checkChanged(String check, CheckState before, CheckState now) {
      changes.add(check + ": " + now.getClass().getSimpleName());
    }

    @Override
    public void decided(Verdict verdict) {
      decisions.add(verdict);
    }

    @Override
    public void roundEnded(HealthSnapshot snapshot) {}
  }
}
