package io.holdfast.node.trial;

import static io.holdfast.node.trial.Examples.DEADLINE;
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

import io.holdfast.release.Digest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** A changed configuration on trial: found at a start, left at a start. */
final class ConfigurationsTest {
  private static final PreviousEnd PANIC = new PreviousEnd.Panic("no network, no mercy");
  private static final Digest NEW = digest("new");

  @Test
  void a_change_that_a_start_finds_is_on_trial_from_then_on_and_in_effect() throws Exception {
    NodeState trying = found(upgraded(), NEW);
    assertThat(trying.trial()).isInstanceOf(Trial.Trying.class);
    assertThat(trying.isConfigurationOnTrial()).isTrue();
    assertThat(Configurations.inEffect(trying, good(trying), NEW)).isEqualTo(NEW);
    assertThat(DesiredEntries.of(trying)).isEqualTo(DesiredEntries.of(upgraded()));
    Generation committed = committed(trying).lastKnownGoodGeneration();
    assertThat(committed.number()).isEqualTo(3);
    assertThat(committed.entry()).isEqualTo(2);
    assertThat(committed.configuration()).isEqualTo(NEW);
    assertThat(committed.digest()).isNotEqualTo(upgraded().lastKnownGoodGeneration().digest());
  }

  @Test
  void a_required_check_that_fails_takes_it_back_by_a_restart_and_bars_it_only() throws Exception {
    NodeState trying = found(upgraded(), NEW);
    Change failed = TrialMachine.requiredCheckFailed(trying, good(trying), "web", "refused");
    assertThat(failed.steps())
        .hasExactlyElementsOfTypes(Step.Activate.class, Step.KeepEvidence.class, Step.Reboot.class);
    assertThat(failed.state().trial())
        .as("in effect until the start")
        .isInstanceOf(Trial.Reverting.class);
    Trial.Reverting reverting = (Trial.Reverting) failed.state().trial();
    assertThat(TrialMachine.revertResumed(failed.state(), reverting, good(trying)).steps())
        .as("an agent that died in between restarts the machine as well")
        .isEqualTo(failed.steps());
    assertThat(starts(failed.state(), NO_SIGN).steps())
        .hasAtLeastOneElementOfType(Step.FinishRevert.class)
        .doesNotHaveAnyElementsOfTypes(Step.Reboot.class);
    NodeState over = TrialMachine.revertFinished(failed.state(), good(trying), NOW).state();
    assertThat(over.barred()).extracting(Barred::manifest).containsExactly(NEW);
    assertThat(over.lastKnownGoodGeneration()).isEqualTo(upgraded().lastKnownGoodGeneration());
    assertThat(found(over, NEW)).as("it lies there still, and is not tried again").isEqualTo(over);
    assertThat(Configurations.inEffect(over, good(over), NEW)).isEqualTo(Generation.UNCONFIGURED);
  }

  @Test
  void a_machine_that_dies_of_it_starts_with_the_one_before_and_needs_no_other_start()
      throws Exception {
    NodeState trying = found(upgraded(), NEW);
    Change next = starts(trying, PANIC);
    assertThat(next.steps()).doesNotHaveAnyElementsOfTypes(Step.Reboot.class);
    NodeState over = TrialMachine.revertFinished(next.state(), good(trying), NOW).state();
    assertThat(Configurations.inEffect(over, good(over), NEW)).isEqualTo(Generation.UNCONFIGURED);
    assertThat(over.isBarred(THIRD)).isFalse();
  }

  @Test
  void a_death_without_a_trace_costs_a_try_and_the_same_start_tries_again() throws Exception {
    NodeState died = starts(found(upgraded(), NEW), NO_SIGN).state();
    assertThat(died.trial()).isInstanceOf(Trial.Armed.class);
    assertThat(Configurations.inEffect(died, good(died), NEW))
        .as("until it is marked again")
        .isEqualTo(Generation.UNCONFIGURED);
    NodeState again = TrialMachine.switchBegun(died, good(died), "second").state();
    assertThat(again.trial())
        .isInstanceOfSatisfying(
            Trial.Trying.class, trial -> assertThat(trial.triesLeft()).isEqualTo(TRIES - 1));
    assertThat(Configurations.inEffect(again, good(again), NEW)).isEqualTo(NEW);
  }

  @Test
  void it_waits_while_something_else_is_on_trial_or_runs() throws Exception {
    NodeState release = staged(upgraded(), THIRD);
    assertThat(found(release, NEW)).isEqualTo(release);
    NodeState idle = upgraded();
    assertThat(
            Configurations.found(idle, NEW, new Booted.ByEntry(1), "first", TRIES, DEADLINE, NOW)
                .state())
        .isEqualTo(idle);
    assertThat(Configurations.inEffect(idle, new Booted.InRecovery(), NEW))
        .isEqualTo(Generation.UNCONFIGURED);
  }

  @Test
  void releases_and_content_keep_the_configuration_that_is_there() throws Exception {
    NodeState configured = committed(found(upgraded(), NEW));
    assertThat(staged(configured, THIRD).onTrial())
        .isNotNull()
        .extracting(Generation::configuration)
        .isEqualTo(NEW);
    NodeState content = contentStaged(configured, TIDES);
    assertThat(content.isConfigurationOnTrial()).isFalse();
  }

  @Test
  void a_person_who_goes_back_from_it_does_not_find_it_again() throws Exception {
    NodeState configured = committed(found(upgraded(), NEW));
    NodeState back =
        armed(TrialMachine.revertRequested(configured, good(configured), NOW).state(), TRIES);
    assertThat(back.isConfigurationOnTrial()).isTrue();
    NodeState trying = TrialMachine.switchBegun(back, good(back), "second").state();
    NodeState over = committed(trying);
    assertThat(over.lastKnownGoodGeneration().configuration()).isEqualTo(Generation.UNCONFIGURED);
    assertThat(found(over, NEW)).isEqualTo(over);
    assertThatThrownBy(() -> TrialMachine.revertRequestedTo(over, 3, good(over), NOW))
        .isInstanceOf(RefusedException.class);
    NodeState allowed = TrialMachine.allow(over, NEW).state();
    assertThat(found(allowed, NEW).isConfigurationOnTrial()).isTrue();
  }

  @Test
  void a_person_who_takes_it_back_while_it_is_tried_does_not_find_it_again_either()
      throws Exception {
    NodeState trying = found(upgraded(), NEW);
    NodeState reverting = TrialMachine.revertRequested(trying, good(trying), NOW).state();
    NodeState settled = starts(reverting, NO_SIGN).state();
    NodeState over = TrialMachine.revertFinished(settled, good(settled), NOW).state();
    assertThat(over.trial()).isInstanceOf(Trial.Idle.class);
    assertThat(found(over, NEW)).as("the same start looks for a change").isEqualTo(over);
    assertThat(over.barring(NEW))
        .isNotNull()
        .extracting(Barred::why)
        .isEqualTo("a person went back from it");
    NodeState allowed = TrialMachine.allow(over, NEW).state();
    assertThat(found(allowed, NEW).isConfigurationOnTrial()).isTrue();
  }

  @Test
  void recovery_ends_its_trial_without_a_restart_and_the_next_start_tries_it_again()
      throws Exception {
    NodeState trying = found(upgraded(), NEW);
    Booted recovery = new Booted.InRecovery();
    Change ended = TrialMachine.revertRequested(trying, recovery, NOW);
    assertThat(ended.steps())
        .as("nothing of it is in effect there")
        .hasExactlyElementsOfTypes(Step.Activate.class, Step.FinishRevert.class);
    NodeState over = TrialMachine.revertFinished(ended.state(), recovery, NOW).state();
    assertThat(over.barred()).isEmpty();
    assertThat(found(over, NEW).isConfigurationOnTrial()).isTrue();
  }

  @Test
  void one_that_turns_bad_after_its_commit_is_taken_back_by_the_third_crash() throws Exception {
    NodeState state = committed(found(upgraded(), NEW));
    for (int crash = 0; crash < BadEnds.MAX_CRASHES; crash++) {
      state = starts(state, PANIC).state();
    }
    assertThat(state.barring(NEW)).isNotNull();
    assertThat(Configurations.inEffect(state, good(state), NEW)).isEqualTo(Generation.UNCONFIGURED);
  }

  private static NodeState found(NodeState state, Digest configuration) {
    return Configurations.found(state, configuration, good(state), "first", TRIES, DEADLINE, NOW)
        .state();
  }

  private static Change starts(NodeState state, PreviousEnd end) {
    return TrialMachine.bootObserved(
        state, Examples.boot("second", good(state), EntryState.ABSENT, end, 2), NOW);
  }

  private static Digest digest(String text) {
    return Digest.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
