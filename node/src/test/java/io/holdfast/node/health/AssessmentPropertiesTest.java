package io.holdfast.node.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.config.health.HealthCheck.Level;
import io.holdfast.node.evidence.Culprit;
import io.holdfast.node.health.Assessment.Watched;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/** Random histories of runs, judged a second time by going through the whole history each time. */
class AssessmentPropertiesTest {
  private static final List<Watched> CHECKS =
      List.of(
          new Watched("never forgiven", Level.REQUIRED, 0, CheckState.unknown()),
          new Watched("twice forgiven", Level.REQUIRED, 2, CheckState.unknown()),
          new Watched("wanted", Level.WANTED, 0, CheckState.unknown()));
  private static final Duration START = Duration.ofSeconds(30);
  private static final Duration BAKE = Duration.ofSeconds(25);

  enum Kind {
    PASS,
    FAIL,
    NOT_YET
  }

  record Event(Watched check, Kind kind, Duration at) {}

  @Property(seed = "20240719", tries = 3000)
  void the_verdict_is_the_one_that_the_whole_history_gives(@ForAll("histories") List<Event> all) {
    Assessment assessment = new Assessment(START, BAKE, CHECKS, null);
    Class<? extends Verdict> decided = null;
    for (int i = 0; i < all.size(); i++) {
      assessment = after(assessment, all.get(i));
      decided = decided != null ? decided : decision(all.subList(0, i + 1));
      Verdict verdict = assessment.verdict(all.get(i).at());
      assertThat(verdict.getClass()).isEqualTo(decided == null ? Verdict.Undecided.class : decided);
      if (verdict instanceof Verdict.Held held && i + 1 == all.size()) {
        assertThat(held.since()).isLessThanOrEqualTo(all.get(i).at().minus(BAKE));
      }
    }
  }

  @Property(seed = "20240329", tries = 1000)
  void wanted_checks_never_change_the_verdict(@ForAll("histories") List<Event> all) {
    Assessment with = new Assessment(START, BAKE, CHECKS, null);
    Assessment without = with;
    Duration end = START;
    for (Event event : all) {
      with = after(with, event);
      without = event.check().required() ? after(without, event) : without;
      end = event.at();
    }

    assertThat(with.verdict(end)).isEqualTo(without.verdict(end));
  }

  @Provide
  Arbitrary<List<Event>> histories() {
    Arbitrary<Event> gaps =
        Combinators.combine(
                Arbitraries.of(CHECKS),
                Arbitraries.frequency(
                    Tuple.of(12, Kind.PASS), Tuple.of(2, Kind.FAIL), Tuple.of(1, Kind.NOT_YET)),
                Arbitraries.integers().between(0, 9))
            .as((check, kind, gap) -> new Event(check, kind, Duration.ofSeconds(gap)));
    return gaps.list().ofMaxSize(40).map(AssessmentPropertiesTest::oneAfterTheOther);
  }

  private static List<Event> oneAfterTheOther(List<Event> gaps) {
    List<Event> events = new ArrayList<>();
    Duration at = START;
    for (Event gap : gaps) {
      at = at.plus(gap.at());
      events.add(new Event(gap.check(), gap.kind(), at));
    }
    return events;
  }

  private static Assessment after(Assessment before, Event event) {
    CheckResult result =
        switch (event.kind()) {
          case PASS -> new CheckResult.Passed();
          case FAIL -> new CheckResult.Failed(Culprit.check(event.check().name()), "no");
          case NOT_YET -> new CheckResult.NotYet("not yet");
        };
    return before.after(event.check().name(), new CheckRun(result, event.at()));
  }

  /** What the last event of a history decides, if nothing before did. */
  private static @Nullable Class<? extends Verdict> decision(List<Event> history) {
    Event last = history.getLast();
    if (last.check().required()
        && last.kind() == Kind.FAIL
        && failuresSincePass(history, last.check()) > last.check().retries()) {
      return Verdict.FailedForGood.class;
    }
    Duration since = START;
    for (Watched check : CHECKS) {
      if (check.required()) {
        List<Event> passes = passesAtTheEnd(history, check);
        if (passes.isEmpty()) {
          return null;
        }
        Duration first = passes.getFirst().at();
        since = first.compareTo(since) > 0 ? first : since;
      }
    }
    for (Watched check : CHECKS) {
      if (check.required()
          && passesAtTheEnd(history, check).getLast().at().compareTo(since.plus(BAKE)) < 0) {
        return null;
      }
    }
    return Verdict.Held.class;
  }

  private static int failuresSincePass(List<Event> history, Watched check) {
    int failures = 0;
    for (Event event : history) {
      if (event.check().equals(check)) {
        failures = event.kind() == Kind.PASS ? 0 : failures + (event.kind() == Kind.FAIL ? 1 : 0);
      }
    }
    return failures;
  }

  private static List<Event> passesAtTheEnd(List<Event> history, Watched check) {
    List<Event> passes = new ArrayList<>();
    for (Event event : history) {
      if (event.check().equals(check)) {
        if (event.kind() == Kind.PASS) {
          passes.add(event);
        } else {
          passes.clear();
        }
      }
    }
    return passes;
  }
}
