package io.holdfast.node.trial;

import static io.holdfast.node.trial.Examples.NOW;
import static io.holdfast.node.trial.Examples.NO_SIGN;
import static io.holdfast.node.trial.Examples.THIRD;
import static io.holdfast.node.trial.Examples.TIDES;
import static io.holdfast.node.trial.Examples.TRIES;
import static io.holdfast.node.trial.Examples.armed;
import static io.holdfast.node.trial.Examples.committed;
import static io.holdfast.node.trial.Examples.contentStaged;
import static io.holdfast.node.trial.Examples.good;
import static io.holdfast.node.trial.Examples.staged;
import static io.holdfast.node.trial.Examples.upgraded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.release.content.ChannelName;
import io.holdfast.release.content.ContentRef;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An extension on trial: staged as content is, begun and left at a start as a configuration is. */
final class ExtensionTrialTest {
  private static final PreviousEnd PANIC = new PreviousEnd.Panic("no driver, no mercy");
  private static final ChannelName DRIVER = ChannelName.ofExtension("driver");
  private static final ContentRef ONE = Examples.content(DRIVER.text(), "1");
  private static final ContentRef TWO = Examples.content(DRIVER.text(), "2");

  @Test
  void arming_restarts_the_machine_and_touches_no_entry_of_the_loader() throws Exception {
    NodeState staged = contentStaged(upgraded(), ONE);
    Change armed = TrialMachine.arm(staged, TRIES, Examples.DEADLINE);
    assertThat(armed.steps()).hasExactlyElementsOfTypes(Step.Reboot.class);
    assertThat(DesiredEntries.of(armed.state())).isEqualTo(DesiredEntries.of(upgraded()));
    assertThat(armed.state().running(good(staged)))
        .as("nothing is laid over the system before a start")
        .isEqualTo(upgraded().lastKnownGoodGeneration());
  }

  @Test
  void a_start_begins_its_trial_and_it_commits() throws Exception {
    NodeState trying = trying(upgraded(), ONE);
    assertThat(trying.isTrialFromStart()).isTrue();
    assertThat(trying.isConfigurationOnTrial()).isFalse();
    assertThat(extensions(trying.running(good(trying)))).containsExactly(ONE);
    Generation committed = committed(trying).lastKnownGoodGeneration();
    assertThat(committed.extensions()).containsExactly(ONE);
    assertThat(committed.entry()).isEqualTo(2);
    assertThat(committed).hasToString("generation 3 (sea 1.1, slot B, extension driver 1)");
  }

  @Test
  void a_required_check_that_fails_takes_it_back_by_a_restart_and_bars_it() throws Exception {
    NodeState trying = trying(extended(), TWO);
    Change failed = TrialMachine.requiredCheckFailed(trying, good(trying), "web", "refused");
    assertThat(failed.steps())
        .hasExactlyElementsOfTypes(Step.Activate.class, Step.KeepEvidence.class, Step.Reboot.class);
    Change next = starts(failed.state(), NO_SIGN);
    assertThat(next.steps())
        .hasAtLeastOneElementOfType(Step.FinishRevert.class)
        .doesNotHaveAnyElementsOfTypes(Step.Reboot.class);
    NodeState over = TrialMachine.revertFinished(next.state(), good(trying), NOW).state();
    assertThat(extensions(over.running(good(over)))).containsExactly(ONE);
    assertThat(over.barring(TWO.manifest())).isNotNull();
    assertThatThrownBy(() -> contentStaged(over, TWO)).isInstanceOf(RefusedException.class);
  }

  @Test
  void a_machine_that_dies_of_it_starts_without_it_and_needs_no_other_start() throws Exception {
    Change next = starts(trying(upgraded(), ONE), PANIC);
    assertThat(next.steps()).doesNotHaveAnyElementsOfTypes(Step.Reboot.class);
    NodeState over = TrialMachine.revertFinished(next.state(), good(next.state()), NOW).state();
    assertThat(extensions(over.running(good(over)))).isEmpty();
    assertThat(over.isBarred(THIRD)).isFalse();
    assertThat(over.barring(ONE.manifest())).isNotNull();
  }

  @Test
  void a_death_without_a_trace_costs_a_try_and_the_same_start_can_try_again() throws Exception {
    NodeState died = starts(trying(upgraded(), ONE), NO_SIGN).state();
    assertThat(extensions(died.running(good(died)))).isEmpty();
    NodeState again = TrialMachine.switchBegun(died, good(died), "second").state();
    assertThat(again.trial())
        .isInstanceOfSatisfying(
            Trial.Trying.class, trial -> assertThat(trial.triesLeft()).isEqualTo(TRIES - 1));
  }

  @Test
  void taking_one_away_is_on_trial_and_bars_nothing() throws Exception {
    NodeState extended = extended();
    NodeState without =
        TrialMachine.extensionRemoved(extended, DRIVER, good(extended), NOW).state();
    assertThat(without.isTrialFromStart()).isTrue();
    NodeState trying =
        TrialMachine.switchBegun(armed(without, TRIES), good(without), "first").state();
    assertThat(extensions(committed(trying).lastKnownGoodGeneration())).isEmpty();
    Change next = starts(trying, PANIC);
    NodeState over = TrialMachine.revertFinished(next.state(), good(trying), NOW).state();
    assertThat(extensions(over.running(good(over)))).containsExactly(ONE);
    assertThat(over.barred()).isEmpty();
    assertThatThrownBy(
            () ->
                TrialMachine.extensionRemoved(
                    over, ChannelName.ofExtension("none"), good(over), NOW))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("has none of that name");
  }

  @Test
  void releases_and_content_keep_the_extensions_that_are_there() throws Exception {
    NodeState extended = extended();
    assertThat(extensions(staged(extended, THIRD).onTrial())).containsExactly(ONE);
    NodeState content = contentStaged(extended, TIDES);
    assertThat(content.isTrialFromStart()).as("content needs no start").isFalse();
    assertThat(extensions(content.onTrial())).containsExactly(ONE);
  }

  @Test
  void one_that_turns_bad_after_its_commit_is_taken_back_by_the_third_crash() throws Exception {
    NodeState state = extended();
    for (int crash = 0; crash < BadEnds.MAX_CRASHES; crash++) {
      state = starts(state, PANIC).state();
    }
    assertThat(state.barring(ONE.manifest())).isNotNull();
    assertThat(extensions(state.running(good(state)))).isEmpty();
  }

  @Test
  void no_generation_has_more_than_it_can_hold() throws Exception {
    NodeState state = upgraded();
    for (int i = 0; i < Generation.MAX_CONTENTS; i++) {
      state = committed(trying(state, Examples.content("sysext.e" + i, "1")));
    }
    NodeState full = state;
    assertThatThrownBy(() -> contentStaged(full, ONE))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("at most 16 contents and extensions");
  }

  private static NodeState extended() throws RefusedException {
    return committed(trying(upgraded(), ONE));
  }

  private static NodeState trying(NodeState idle, ContentRef extension) throws RefusedException {
    NodeState armed = armed(contentStaged(idle, extension), TRIES);
    return TrialMachine.switchBegun(armed, good(armed), "first").state();
  }

  private static List<ContentRef> extensions(@Nullable Generation generation) {
    return Objects.requireNonNull(generation, "some generation runs").extensions();
  }

  private static Change starts(NodeState state, PreviousEnd end) {
    return TrialMachine.bootObserved(
        state, Examples.boot("second", good(state), EntryState.ABSENT, end, 2), NOW);
  }
}
