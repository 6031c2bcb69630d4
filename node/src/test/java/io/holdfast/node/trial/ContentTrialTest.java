package io.holdfast.node.trial;

import static io.holdfast.node.trial.Examples.NEW_TIDES;
import static io.holdfast.node.trial.Examples.NOW;
import static io.holdfast.node.trial.Examples.NO_SIGN;
import static io.holdfast.node.trial.Examples.TIDES;
import static io.holdfast.node.trial.Examples.TRIES;
import static io.holdfast.node.trial.Examples.armed;
import static io.holdfast.node.trial.Examples.committed;
import static io.holdfast.node.trial.Examples.contentStaged;
import static io.holdfast.node.trial.Examples.contentTrying;
import static io.holdfast.node.trial.Examples.good;
import static io.holdfast.node.trial.Examples.upgraded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.release.content.ContentRef;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Content on trial: no restart, no loader entry, and the same promises. */
final class ContentTrialTest {
  private static final PreviousEnd PANIC = new PreviousEnd.Panic("a tide that is no number");

  @Test
  void a_commit_makes_a_generation_that_differs_in_its_content_alone() throws Exception {
    NodeState state = fed();
    Generation good = state.lastKnownGoodGeneration();
    assertThat(good.number()).isEqualTo(3);
    assertThat(good.entry()).isEqualTo(2);
    assertThat(good.contents()).containsExactly(TIDES);
    assertThat(good.digest()).isNotEqualTo(upgraded().lastKnownGoodGeneration().digest());
    assertThat(state.held()).extracting(Generation::number).containsExactly(1, 2, 3);
  }

  @Test
  void the_loader_has_no_entry_more_and_none_less_during_a_trial() throws Exception {
    NodeState trying = trying(upgraded(), TIDES);
    assertThat(DesiredEntries.of(trying)).isEqualTo(DesiredEntries.of(upgraded()));
    assertThat(DesiredEntries.of(committed(trying))).isEqualTo(DesiredEntries.of(upgraded()));
  }

  @Test
  void nothing_restarts_but_the_consumers() throws Exception {
    NodeState armed = armed(contentStaged(upgraded(), TIDES), TRIES);
    Change begun = TrialMachine.switchBegun(armed, good(armed), "first");
    assertThat(begun.steps()).containsExactly(new Step.Activate());
    assertThat(begun.state().running(good(armed))).isEqualTo(begun.state().onTrial());
    Change committed = TrialMachine.bakeTimeHeld(begun.state(), good(armed), NOW);
    assertThat(committed.steps()).isEmpty();
  }

  @Test
  void a_failed_check_switches_back_first_and_bars_that_content_only() throws Exception {
    NodeState trying = trying(fed(), NEW_TIDES);
    Change failed = TrialMachine.requiredCheckFailed(trying, good(trying), "tides", "odd");
    assertThat(failed.steps())
        .hasExactlyElementsOfTypes(
            Step.Activate.class, Step.KeepEvidence.class, Step.FinishRevert.class);
    assertThat(read(failed.state(), good(trying))).containsExactly(TIDES);
    NodeState over = TrialMachine.revertFinished(failed.state(), good(trying), NOW).state();
    assertThat(over.barred()).extracting(Barred::manifest).containsExactly(NEW_TIDES.manifest());
    assertThat(over.lastKnownGoodGeneration()).isEqualTo(fed().lastKnownGoodGeneration());
    assertThatThrownBy(() -> contentStaged(over, NEW_TIDES))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("it failed on this node");
  }

  @Test
  void a_machine_that_crashes_with_it_reads_the_old_content_at_its_next_start() throws Exception {
    NodeState trying = trying(fed(), NEW_TIDES);
    Change change = boots(trying, good(trying), PANIC);
    assertThat(change.state().trial()).isInstanceOf(Trial.Reverting.class);
    assertThat(read(change.state(), good(trying))).containsExactly(TIDES);
    assertThat(change.steps()).doesNotHaveAnyElementsOfTypes(Step.Reboot.class);
    NodeState over = TrialMachine.revertFinished(change.state(), good(trying), NOW).state();
    assertThat(over.barring(NEW_TIDES.manifest())).isNotNull();
  }

  @Test
  void a_loss_of_power_takes_it_back_and_costs_a_try() throws Exception {
    NodeState trying = trying(fed(), NEW_TIDES);
    NodeState after = boots(trying, good(trying), NO_SIGN).state();
    assertThat(after.trial())
        .isInstanceOfSatisfying(
            Trial.Armed.class, armed -> assertThat(armed.triesLeft()).isEqualTo(TRIES - 1));
    assertThat(read(after, good(trying))).containsExactly(TIDES);
  }

  @Test
  void the_last_loss_of_power_bars_it() throws Exception {
    NodeState trying = contentTrying(armed(contentStaged(fed(), NEW_TIDES), 1));
    NodeState after = boots(trying, good(trying), NO_SIGN).state();
    assertThat(after.trial())
        .isInstanceOfSatisfying(
            Trial.Reverting.class, reverting -> assertThat(reverting.reason().bars()).isTrue());
  }

  @Test
  void an_agent_that_starts_again_in_the_same_boot_leaves_it_on_trial() throws Exception {
    NodeState trying = trying(fed(), NEW_TIDES);
    Boot again = Examples.boot("first", good(trying), EntryState.ABSENT, PANIC, Boot.UNKNOWN);
    assertThat(TrialMachine.bootObserved(trying, again, NOW).state()).isEqualTo(trying);
  }

  @Test
  void while_content_is_on_trial_nothing_else_is_begun() throws Exception {
    NodeState trying = trying(upgraded(), TIDES);
    assertThatThrownBy(() -> TrialMachine.beginWriting(trying, Examples.THIRD, good(trying)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("one change at a time");
    assertThatThrownBy(() -> contentStaged(trying, NEW_TIDES)).isInstanceOf(RefusedException.class);
  }

  @Test
  void a_damaged_slot_ends_the_trial_and_says_nothing_against_the_content() throws Exception {
    NodeState trying = trying(upgraded(), TIDES);
    NodeState after = TrialMachine.slotDamaged(trying, Slot.B, "rot", good(trying), NOW).state();
    assertThat(after.lastKnownGood()).isEqualTo(1);
    assertThat(after.barred()).isEmpty();
    assertThat(after.history())
        .hasAtLeastOneElementOfType(Outcome.FellBack.class)
        .anySatisfy(
            outcome ->
                assertThat(outcome)
                    .isInstanceOfSatisfying(
                        Outcome.Reverted.class,
                        reverted ->
                            assertThat(reverted.reason()).isEqualTo(new RevertReason.Overtaken())));
  }

  @Test
  void a_person_goes_back_to_the_content_before_without_a_restart() throws Exception {
    NodeState fed = fed();
    NodeState staged = TrialMachine.revertRequested(fed, good(fed), NOW).state();
    Generation older = staged.onTrial();
    assertThat(older).extracting(Generation::contents).isEqualTo(List.of());
    assertThat(older).extracting(Generation::entry).isEqualTo(2);
    assertThat(TrialMachine.arm(staged, TRIES, Examples.DEADLINE).steps()).isEmpty();
  }

  @Test
  void a_release_that_comes_later_takes_the_content_along() throws Exception {
    NodeState staged = Examples.staged(fed(), Examples.THIRD);
    assertThat(staged.onTrial()).extracting(Generation::contents).isEqualTo(List.of(TIDES));
    NodeState after = committed(Examples.trying(armed(staged, TRIES)));
    assertThat(after.lastKnownGoodGeneration().contents()).containsExactly(TIDES);
    assertThat(after.held()).extracting(Generation::number).containsExactly(2, 3, 4);
  }

  @Test
  void of_one_slot_the_newest_three_are_held_and_of_the_other_at_least_one() throws Exception {
    NodeState state = upgraded();
    for (int version = 1; version <= 5; version++) {
      state = committed(trying(state, Examples.content("tides", "1." + version)));
    }
    assertThat(state.held()).extracting(Generation::number).containsExactly(1, 5, 6, 7);
  }

  @Test
  void a_reset_forgets_the_contents() throws Exception {
    Change reset = TrialMachine.resetRequested(fed(), false);
    assertThat(reset.state().held()).allMatch(held -> held.contents().isEmpty());
  }

  /** One version of content has committed. */
  private static NodeState fed() throws RefusedException {
    return committed(trying(upgraded(), TIDES));
  }

  private static NodeState trying(NodeState idle, ContentRef content) throws RefusedException {
    return contentTrying(armed(contentStaged(idle, content), TRIES));
  }

  /** What consumers read. */
  private static List<ContentRef> read(NodeState state, Booted booted) {
    Generation running = state.running(booted);
    return running == null ? List.of() : running.contents();
  }

  private static Change boots(NodeState state, Booted booted, PreviousEnd end) {
    return TrialMachine.bootObserved(
        state, Examples.boot("second", booted, EntryState.ABSENT, end, Boot.UNKNOWN), NOW);
  }
}
