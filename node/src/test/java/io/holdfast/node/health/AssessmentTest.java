package io.holdfast.node.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.config.health.HealthCheck.Level;
import io.holdfast.node.evidence.Culprit;
import io.holdfast.node.health.Assessment.Watched;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AssessmentTest {
  private static final CheckResult PASS = new CheckResult.Passed();
  private static final CheckResult FAIL =
      new CheckResult.Failed(Culprit.unit("db.service"), "no answer");
  private static final CheckResult NOT_YET = new CheckResult.NotYet("still starting");

  private final Assessment two =
      assessment(check("db", Level.REQUIRED, 1), check("web", Level.REQUIRED, 1));

  @Test
  void a_check_that_has_not_run_leaves_the_trial_undecided() {
    Assessment after = run(two, "db", PASS, 10);
    after = run(after, "db", PASS, 1000);

    assertThat(after.verdict(seconds(2000)))
        .isEqualTo(new Verdict.Undecided("health check web: it has not run yet"));
  }

  @Test
  void a_trial_holds_when_every_required_check_was_seen_to_pass_at_the_end_of_the_bake_time() {
    Assessment after = run(run(two, "db", PASS, 10), "web", PASS, 20);
    after = run(after, "db", PASS, 79);
    after = run(after, "web", PASS, 80);
    assertThat(after.verdict(seconds(300))).isInstanceOf(Verdict.Undecided.class);

    after = run(after, "db", PASS, 80);

    assertThat(after.verdict(seconds(80))).isEqualTo(new Verdict.Held(seconds(20)));
  }

  @Test
  void the_passing_of_time_alone_commits_nothing() {
    Assessment after = run(run(two, "db", PASS, 10), "web", PASS, 20);

    assertThat(after.verdict(seconds(1_000_000)))
        .isEqualTo(
            new Verdict.Undecided("all required checks pass; 60 s of 60 s bake time are over"));
  }

  @Test
  void a_failure_in_the_middle_restarts_the_bake_time_once_the_check_recovers() {
    Assessment after = run(run(two, "db", PASS, 10), "web", PASS, 10);
    after = run(after, "db", FAIL, 60);
    assertThat(after.verdict(seconds(60)))
        .isEqualTo(
            new Verdict.Undecided(
                "health check db failed; 1 more failures in a row are one too many"));
    after = run(after, "db", PASS, 65);
    after = run(run(after, "db", PASS, 100), "web", PASS, 100);
    assertThat(after.verdict(seconds(100))).isInstanceOf(Verdict.Undecided.class);

    after = run(run(after, "db", PASS, 125), "web", PASS, 125);

    assertThat(after.verdict(seconds(125))).isEqualTo(new Verdict.Held(seconds(65)));
  }

  @Test
  void a_required_check_that_fails_once_more_than_its_retries_ends_the_trial_at_once() {
    Assessment after = run(run(two, "db", FAIL, 10), "db", FAIL, 20);

    assertThat(after.verdict(seconds(20)))
        .isEqualTo(new Verdict.FailedForGood("db", Culprit.unit("db.service"), "no answer"));
  }

  @Test
  void a_run_that_cannot_tell_gives_no_attempts_back() {
    Assessment after = run(run(two, "db", FAIL, 10), "db", NOT_YET, 15);
    assertThat(after.verdict(seconds(15)))
        .isEqualTo(new Verdict.Undecided("health check db: still starting"));

    after = run(after, "db", FAIL, 20);

    assertThat(after.verdict(seconds(20))).isInstanceOf(Verdict.FailedForGood.class);
  }

  @Test
  void a_pass_gives_all_attempts_back() {
    Assessment after = run(run(run(two, "db", FAIL, 10), "db", PASS, 15), "db", FAIL, 20);

    assertThat(after.stateOf("db"))
        .isEqualTo(new CheckState.Failing(1, 1, Culprit.unit("db.service"), "no answer"));
  }

  @Test
  void a_wanted_check_that_fails_for_good_is_shown_and_decides_nothing() {
    Assessment start = assessment(check("db", Level.REQUIRED, 0), check("dns", Level.WANTED, 0));

    Assessment after = run(run(run(start, "dns", FAIL, 1), "db", PASS, 5), "db", PASS, 65);

    assertThat(after.stateOf("dns")).isInstanceOf(CheckState.FailedForGood.class);
    assertThat(after.verdict(seconds(65))).isEqualTo(new Verdict.Held(seconds(5)));
  }

  @Test
  void what_is_decided_stays_decided() {
    Assessment start = assessment(check("db", Level.REQUIRED, 0));
    Assessment held = run(run(start, "db", PASS, 5), "db", PASS, 65);
    Assessment failed = run(start, "db", FAIL, 5);

    assertThat(run(held, "db", FAIL, 70).verdict(seconds(70))).isInstanceOf(Verdict.Held.class);
    assertThat(run(failed, "db", PASS, 70).verdict(seconds(700)))
        .isInstanceOf(Verdict.FailedForGood.class);
  }

  @Test
  void without_required_checks_a_trial_holds_after_the_bake_time() {
    Assessment start = assessment(check("dns", Level.WANTED, 0));

    assertThat(start.verdict(seconds(59))).isInstanceOf(Verdict.Undecided.class);
    assertThat(start.verdict(seconds(60))).isEqualTo(new Verdict.Held(seconds(0)));
  }

  @Test
  void a_check_that_fails_for_years_counts_no_further_than_it_must() {
    CheckState state = CheckState.unknown();
    for (int i = 0; i < 1000; i++) {
      state = state.after(new CheckRun(FAIL, seconds(i)), 2);
    }

    assertThat(state)
        .isEqualTo(
            new CheckState.FailedForGood(3, seconds(2), Culprit.unit("db.service"), "no answer"));
  }

  @Test
  void two_checks_of_one_name_are_refused() {
    Watched one = check("db", Level.REQUIRED, 0);

    assertThatThrownBy(() -> assessment(one, one)).hasMessageContaining("'db'; rename one");
  }

  private static Watched check(String name, Level level, int retries) {
    return new Watched(name, level, retries, CheckState.unknown());
  }

  private static Assessment assessment(Watched... checks) {
    return new Assessment(Duration.ZERO, seconds(60), List.of(checks), null);
  }

  private static Assessment run(Assessment before, String check, CheckResult result, int second) {
    return before.after(check, new CheckRun(result, seconds(second)));
  }

  private static Duration seconds(int seconds) {
    return Duration.ofSeconds(seconds);
  }
}
