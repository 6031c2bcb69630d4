package io.holdfast.node.trial;

import static io.holdfast.node.trial.Examples.FIRST;
import static io.holdfast.node.trial.Examples.NOW;
import static io.holdfast.node.trial.Examples.SECOND;
import static io.holdfast.node.trial.Examples.THIRD;
import static io.holdfast.node.trial.Examples.TRIES;
import static io.holdfast.node.trial.Examples.armed;
import static io.holdfast.node.trial.Examples.fresh;
import static io.holdfast.node.trial.Examples.good;
import static io.holdfast.node.trial.Examples.reverting;
import static io.holdfast.node.trial.Examples.staged;
import static io.holdfast.node.trial.Examples.trial;
import static io.holdfast.node.trial.Examples.trying;
import static io.holdfast.node.trial.Examples.upgraded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrialMachineTest {

  @Test
  void writing_takes_the_slot_of_the_older_generation_and_drops_it_first() throws Exception {
    Change change = TrialMachine.beginWriting(upgraded(), THIRD, good(upgraded()));
    assertThat(change.state().held()).extracting(Generation::number).containsExactly(2);
    assertThat(change.state().content(Slot.A)).isEqualTo(new SlotContent.Unfinished(THIRD));
    assertThat(change.steps())
        .containsExactly(new Step.ReconcileLoader(), new Step.WriteSlot(Slot.A, THIRD));
  }

  @Test
  void an_interrupted_writing_is_taken_up_without_a_change_of_state() throws Exception {
    NodeState writing = TrialMachine.beginWriting(fresh(), SECOND, good(fresh())).state();
    Change again = TrialMachine.beginWriting(writing, SECOND, good(fresh()));
    assertThat(again.state()).isEqualTo(writing);
    assertThat(again.steps()).contains(new Step.WriteSlot(Slot.B, SECOND));
  }

  @Test
  void nothing_is_written_over_what_runs() throws Exception {
    Booted older = new Booted.ByEntry(1);
    assertThatThrownBy(() -> TrialMachine.beginWriting(upgraded(), THIRD, older))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("slot A is not free")
        .hasMessageContaining("Restart into generation 2");
  }

  @Test
  void writing_from_recovery_spares_the_last_known_good() throws Exception {
    Change change = TrialMachine.beginWriting(upgraded(), THIRD, new Booted.InRecovery());
    assertThat(change.steps()).contains(new Step.WriteSlot(Slot.A, THIRD));
  }

  @Test
  void the_last_known_good_is_not_installed_again() {
    assertThatThrownBy(() -> TrialMachine.beginWriting(fresh(), FIRST, good(fresh())))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("it is the last known good");
  }

  @Test
  void a_damaged_last_known_good_may_be_installed_again_beside_itself() throws Exception {
    NodeState damaged =
        TrialMachine.slotDamaged(fresh(), Slot.A, "rot", good(fresh()), NOW).state();
    Change change = TrialMachine.beginWriting(damaged, FIRST, good(damaged));
    assertThat(change.steps()).contains(new Step.WriteSlot(Slot.B, FIRST));
  }

  @Test
  void only_one_change_is_on_trial() throws Exception {
    NodeState busy = staged(fresh(), SECOND);
    assertThatThrownBy(() -> TrialMachine.beginWriting(busy, THIRD, good(busy)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("one change at a time")
        .hasMessageContaining("generation 2 (sea 1.1, slot B) is staged");
  }

  @Test
  void a_release_that_failed_here_is_not_tried_again_until_it_is_allowed() throws Exception {
    NodeState failed = failed();
    assertThatThrownBy(() -> TrialMachine.beginWriting(failed, SECOND, good(failed)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("required health check web failed: refused; evidence 1")
        .hasMessageContaining("holdfast allow " + SECOND.manifest());
    NodeState allowed = TrialMachine.allow(failed, SECOND.manifest()).state();
    assertThat(TrialMachine.beginWriting(allowed, SECOND, good(allowed)).steps()).isNotEmpty();
  }

  @Test
  void what_is_not_barred_cannot_be_allowed() {
    assertThatThrownBy(() -> TrialMachine.allow(fresh(), SECOND.manifest()))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("not barred");
  }

  @Test
  void a_commit_saves_the_state_before_it_settles_the_entry() throws Exception {
    NodeState trying = trying(armed(staged(fresh(), SECOND), TRIES));
    Change change = TrialMachine.bakeTimeHeld(trying, trial(trying), NOW);
    assertThat(change.state().lastKnownGood()).isEqualTo(2);
    assertThat(change.state().held()).extracting(Generation::number).containsExactly(1, 2);
    assertThat(change.steps()).containsExactly(new Step.ReconcileLoader());
    assertThat(DesiredEntries.of(change.state()).entries())
        .isEqualTo(Map.of(1, EntryState.SETTLED, 2, EntryState.SETTLED));
  }

  @Test
  void arming_makes_the_entry_before_it_restarts() throws Exception {
    Change change = TrialMachine.arm(staged(fresh(), SECOND), TRIES, Examples.DEADLINE);
    assertThat(change.steps().getFirst()).isEqualTo(new Step.ReconcileLoader());
    assertThat(change.steps().getLast()).isInstanceOf(Step.Reboot.class);
    assertThat(DesiredEntries.of(change.state()).entries())
        .isEqualTo(Map.of(1, EntryState.SETTLED, 2, EntryState.UNTRIED));
  }

  @Test
  void only_what_is_on_trial_may_commit() throws Exception {
    NodeState trying = trying(armed(staged(fresh(), SECOND), TRIES));
    assertThatThrownBy(() -> TrialMachine.bakeTimeHeld(trying, good(trying), NOW))
        .isInstanceOf(RefusedException.class);
  }

  @Test
  void a_failed_required_check_reverts_at_once_whatever_tries_are_left() throws Exception {
    NodeState trying = trying(armed(staged(fresh(), SECOND), TRIES));
    Change change = TrialMachine.requiredCheckFailed(trying, trial(trying), "web", "refused");
    assertThat(change.steps().getFirst())
        .isEqualTo(new Step.KeepEvidence(1, 2, "required health check web failed: refused"));
    assertThat(change.steps().get(1)).isEqualTo(new Step.ReconcileLoader());
    assertThat(change.steps().getLast()).isInstanceOf(Step.Reboot.class);
    assertThat(DesiredEntries.of(change.state()).entries())
        .isEqualTo(Map.of(1, EntryState.SETTLED));
  }

  @Test
  void a_failed_check_with_nothing_whole_to_go_back_to_changes_nothing() throws Exception {
    NodeState trying = trying(armed(staged(fresh(), SECOND), TRIES));
    NodeState damaged = TrialMachine.slotDamaged(trying, Slot.A, "rot", trial(trying), NOW).state();
    assertThatThrownBy(
            () -> TrialMachine.requiredCheckFailed(damaged, trial(damaged), "web", "refused"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("is damaged");
    NodeState committed = TrialMachine.bakeTimeHeld(damaged, trial(damaged), NOW).state();
    assertThat(committed.held()).extracting(Generation::number).containsExactly(2);
  }

  @Test
  void a_revert_is_recorded_and_bars_only_once_the_entry_is_gone() throws Exception {
    NodeState reverting = reverting(trying(armed(staged(fresh(), SECOND), TRIES)));
    assertThat(reverting.barred()).isEmpty();
    NodeState over = TrialMachine.revertFinished(reverting, good(reverting), NOW).state();
    assertThat(over.isBarred(SECOND)).isTrue();
    assertThat(over.history().getLast()).isInstanceOf(Outcome.Reverted.class);
    assertThat(over.trial()).isEqualTo(new Trial.Idle());
  }

  @Test
  void a_revert_is_not_over_while_its_generation_runs() throws Exception {
    NodeState reverting = reverting(trying(armed(staged(fresh(), SECOND), TRIES)));
    assertThatThrownBy(() -> TrialMachine.revertFinished(reverting, trial(reverting), NOW))
        .isInstanceOf(RefusedException.class);
  }

  @Test
  void what_a_person_takes_back_is_not_barred() throws Exception {
    NodeState armed = armed(staged(fresh(), SECOND), TRIES);
    Change change = TrialMachine.revertRequested(armed, good(armed), NOW);
    assertThat(change.steps()).containsExactly(new Step.ReconcileLoader(), new Step.FinishRevert());
    NodeState over = TrialMachine.revertFinished(change.state(), good(armed), NOW).state();
    assertThat(over.barred()).isEmpty();
  }

  @Test
  void a_return_to_the_older_generation_is_a_new_one_on_trial() throws Exception {
    Change change = TrialMachine.revertRequestedTo(upgraded(), 1, good(upgraded()), NOW);
    assertThat(change.state().trial())
        .isEqualTo(new Trial.Staged(Generation.ofRelease(3, FIRST, Slot.A, NOW)));
    NodeState over = Examples.committed(trying(armed(change.state(), TRIES)));
    assertThat(over.held()).extracting(Generation::number).containsExactly(2, 3);
  }

  @Test
  void an_older_generation_that_failed_as_a_new_one_loses_its_entry_until_allowed()
      throws Exception {
    NodeState back = TrialMachine.revertRequested(upgraded(), good(upgraded()), NOW).state();
    NodeState reverting = reverting(trying(armed(back, TRIES)));
    NodeState over = TrialMachine.revertFinished(reverting, good(reverting), NOW).state();
    assertThat(DesiredEntries.of(over).entries()).isEqualTo(Map.of(2, EntryState.SETTLED));
    assertThatThrownBy(() -> TrialMachine.revertRequested(over, good(over), NOW))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("failed on this node");
    Change allowed = TrialMachine.allow(over, FIRST.manifest());
    assertThat(allowed.steps()).containsExactly(new Step.ReconcileLoader());
    assertThat(DesiredEntries.of(allowed.state()).entries()).containsKey(1);
  }

  @Test
  void there_is_nothing_to_go_back_to_on_a_fresh_machine() {
    assertThatThrownBy(() -> TrialMachine.revertRequested(fresh(), good(fresh()), NOW))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("no generation but the last known good is held");
  }

  @Test
  void generations_that_are_not_held_or_run_already_cannot_be_gone_back_to() throws Exception {
    NodeState state = upgraded();
    assertThatThrownBy(() -> TrialMachine.revertRequestedTo(state, 7, good(state), NOW))
        .hasMessageContaining("not held");
    assertThatThrownBy(() -> TrialMachine.revertRequestedTo(state, 2, good(state), NOW))
        .hasMessageContaining("it is the last known good");
  }

  @Test
  void boots_on_trial_do_not_set_what_is_normal() throws Exception {
    NodeState trying = trying(armed(staged(fresh(), SECOND), TRIES));
    Duration slow = Duration.ofMinutes(4);
    assertThat(TrialMachine.healthyBootMeasured(trying, trial(trying), slow).state())
        .isEqualTo(trying);
    assertThat(TrialMachine.healthyBootMeasured(trying, good(trying), slow).state().bootDurations())
        .containsExactly(slow);
  }

  @Test
  void a_damaged_slot_of_the_last_known_good_makes_room_for_the_older_one() throws Exception {
    NodeState state = upgraded();
    Change change = TrialMachine.slotDamaged(state, Slot.B, "rot", good(state), NOW);
    assertThat(change.state().lastKnownGood()).isEqualTo(1);
    assertThat(change.state().content(Slot.B)).isEqualTo(new SlotContent.Damaged(SECOND, "rot"));
    assertThat(change.steps().getLast()).isInstanceOf(Step.Reboot.class);
    assertThat(DesiredEntries.of(change.state()).entries())
        .isEqualTo(Map.of(1, EntryState.SETTLED));
  }

  @Test
  void a_barred_older_generation_is_no_refuge_from_damage() throws Exception {
    NodeState state = upgraded().barring(new Barred(FIRST.manifest(), "it failed", 0));
    Change change = TrialMachine.slotDamaged(state, Slot.B, "rot", good(state), NOW);
    assertThat(change.state().lastKnownGood()).isEqualTo(2);
    assertThat(change.steps()).noneMatch(step -> step instanceof Step.Reboot);
  }

  @Test
  void a_barred_older_generation_keeps_its_entry_beside_a_damaged_last_known_good()
      throws Exception {
    NodeState state = upgraded().barring(new Barred(FIRST.manifest(), "it failed", 0));
    assertThat(DesiredEntries.of(state).entries()).containsOnlyKeys(2);
    NodeState damaged = TrialMachine.slotDamaged(state, Slot.B, "rot", good(state), NOW).state();
    assertThat(DesiredEntries.of(damaged).entries()).containsOnlyKeys(1, 2);
  }

  @Test
  void damage_without_anything_else_to_run_is_marked_once_and_nothing_more() throws Exception {
    Change change = TrialMachine.slotDamaged(fresh(), Slot.A, "rot", good(fresh()), NOW);
    assertThat(change.state().lastKnownGood()).isEqualTo(1);
    assertThat(change.steps()).noneMatch(step -> step instanceof Step.Reboot);
    NodeState once = change.state();
    assertThat(TrialMachine.slotDamaged(once, Slot.A, "rot", good(once), NOW).state())
        .isEqualTo(once);
  }

  @Test
  void a_damaged_recovery_slot_is_marked_and_changes_nothing_else() throws Exception {
    Change change = TrialMachine.slotDamaged(fresh(), Slot.RECOVERY, "rot", good(fresh()), NOW);
    assertThat(change.state().content(Slot.RECOVERY)).isInstanceOf(SlotContent.Damaged.class);
    assertThat(change.state().held()).isEqualTo(fresh().held());
  }

  @Test
  void an_empty_slot_cannot_be_damaged() {
    assertThatThrownBy(() -> TrialMachine.slotDamaged(fresh(), Slot.B, "rot", good(fresh()), NOW))
        .isInstanceOf(RefusedException.class);
  }

  private static NodeState failed() throws RefusedException {
    NodeState reverting = reverting(trying(armed(staged(fresh(), SECOND), TRIES)));
    return TrialMachine.revertFinished(reverting, good(reverting), NOW).state();
  }
}
