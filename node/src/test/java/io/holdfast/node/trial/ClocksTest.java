package io.holdfast.node.trial;

import static io.holdfast.node.trial.Examples.NO_SIGN;
import static io.holdfast.node.trial.Examples.good;
import static io.holdfast.node.trial.Examples.trial;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The clock dates history and decides nothing: it may be set by years in the middle of anything.
 */
final class ClocksTest {
  private static final long YEARS = 18_000;
  private static final Instant NOW = Examples.NOW;
  private static final List<Instant> STEADY = List.of(NOW, NOW, NOW, NOW);
  private static final List<Instant> BACK =
      List.of(NOW, NOW.minus(YEARS, ChronoUnit.DAYS), NOW, NOW.minus(YEARS, ChronoUnit.DAYS));
  private static final List<Instant> FORWARD =
      List.of(NOW, NOW.plus(YEARS, ChronoUnit.DAYS), NOW, Instant.EPOCH);

  @Test
  void a_commit_is_the_newest_whenever_it_was() throws Exception {
    for (List<Instant> clock : List.of(STEADY, BACK, FORWARD)) {
      NodeState state = upgraded(clock);
      assertThat(state.lastKnownGood()).isEqualTo(3);
      assertThat(state.held()).extracting(Generation::number).containsExactly(1, 3);
    }
  }

  @Test
  void a_crash_loop_takes_the_newest_change_whenever_that_was_and_the_crashes_were()
      throws Exception {
    for (List<Instant> clock : List.of(STEADY, BACK, FORWARD)) {
      NodeState state = upgraded(clock);
      for (int crash = 0; crash < BadEnds.MAX_CRASHES; crash++) {
        assertThat(state.lastKnownGood()).isEqualTo(3);
        state =
            TrialMachine.bootObserved(
                    state,
                    Examples.boot(
                        "boot" + crash,
                        good(state),
                        EntryState.SETTLED,
                        new PreviousEnd.Panic("tides"),
                        3),
                    clock.get(crash))
                .state();
      }
      assertThat(state.lastKnownGood()).isEqualTo(1);
    }
  }

  /** Generation 2 reverts, generation 3 commits, each at another time. */
  private static NodeState upgraded(List<Instant> clock) throws Exception {
    NodeState trying = trying(Examples.fresh(), Examples.SECOND, clock.get(0));
    Change failed = TrialMachine.requiredCheckFailed(trying, trial(trying), "web", "refused");
    NodeState back =
        TrialMachine.revertFinished(failed.state(), new Booted.ByEntry(1), clock.get(1)).state();
    NodeState again = trying(back, Examples.THIRD, clock.get(2));
    return TrialMachine.bakeTimeHeld(again, trial(again), clock.get(3)).state();
  }

  private static NodeState trying(NodeState idle, ReleaseRef release, Instant at) throws Exception {
    NodeState writing = TrialMachine.beginWriting(idle, release, good(idle)).state();
    NodeState staged = TrialMachine.slotWritten(writing, release, at).state();
    NodeState armed = Examples.armed(staged, Examples.TRIES);
    return TrialMachine.bootObserved(
            armed, Examples.boot(trial(armed), EntryState.TRIED, NO_SIGN), at)
        .state();
  }
}
