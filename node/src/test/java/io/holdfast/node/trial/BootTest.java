package io.holdfast.node.trial;

import static io.holdfast.node.trial.Examples.NOW;
import static io.holdfast.node.trial.Examples.NO_SIGN;
import static io.holdfast.node.trial.Examples.SECOND;
import static io.holdfast.node.trial.Examples.THIRD;
import static io.holdfast.node.trial.Examples.armed;
import static io.holdfast.node.trial.Examples.boot;
import static io.holdfast.node.trial.Examples.good;
import static io.holdfast.node.trial.Examples.staged;
import static io.holdfast.node.trial.Examples.trial;
import static io.holdfast.node.trial.Examples.trying;
import static io.holdfast.node.trial.Examples.upgraded;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What follows from what an agent sees when it starts; generation 3 is on trial over 2 and 1. */
class BootTest {
  private static final PreviousEnd PANIC = new PreviousEnd.Panic("Attempted to kill init!");
  private static final PreviousEnd ROT = new PreviousEnd.VerityDamage("block 123");

  @Test
  void the_first_boot_on_trial_is_being_tried_with_its_own_try_included() throws Exception {
    NodeState trying = trying(armed(staged(upgraded(), THIRD), 3));
    assertThat(trying.trial())
        .isInstanceOfSatisfying(
            Trial.Trying.class,
            it -> {
              assertThat(it.triesLeft()).isEqualTo(3);
              assertThat(it.bootId()).isEqualTo("first");
            });
  }

  @Test
  void an_agent_that_starts_again_in_the_same_boot_changes_nothing() throws Exception {
    NodeState trying = trying(armed(staged(upgraded(), THIRD), 3));
    Change again = observe(trying, boot(trial(trying), EntryState.TRIED, NO_SIGN));
    assertThat(again.state()).isEqualTo(trying);
    assertThat(again.steps()).containsExactly(new Step.ReconcileLoader());
  }

  @Test
  void a_second_boot_on_trial_without_the_old_one_between_counts_as_a_try() throws Exception {
    NodeState trying = trying(armed(staged(upgraded(), THIRD), 3));
    Change again =
        observe(trying, boot("second", trial(trying), EntryState.TRIED, NO_SIGN, Boot.UNKNOWN));
    assertThat(again.state().trial())
        .isInstanceOfSatisfying(Trial.Trying.class, it -> assertThat(it.triesLeft()).isEqualTo(2));
    assertThat(again.steps()).noneMatch(step -> step instanceof Step.Reboot);
  }

  @Test
  void a_machine_that_dies_without_a_trace_is_given_all_its_tries_and_no_more() throws Exception {
    NodeState state = armed(staged(upgraded(), THIRD), 3);
    for (int left = 2; left >= 1; left--) {
      Change change = observe(state, boot(good(state), EntryState.TRIED, NO_SIGN));
      state = change.state();
      assertThat(state.trial())
          .isEqualTo(new Trial.Armed(generation(state), left, Examples.DEADLINE));
      assertThat(change.steps().getLast()).isInstanceOf(Step.Reboot.class);
    }
    NodeState over = observe(state, boot(good(state), EntryState.TRIED, NO_SIGN)).state();
    assertThat(over.trial())
        .isEqualTo(new Trial.Reverting(generation(over), new RevertReason.DiedWithoutTrace(3), 3));
  }

  @Test
  void a_switch_that_power_loss_interrupted_is_finished_and_not_counted() throws Exception {
    NodeState armed = armed(staged(upgraded(), THIRD), 3);
    Change change = observe(armed, boot(good(armed), EntryState.ABSENT, NO_SIGN));
    assertThat(change.state().trial()).isEqualTo(armed.trial());
    assertThat(change.steps()).hasSize(2);
    assertThat(change.steps().getLast()).isInstanceOf(Step.Reboot.class);
  }

  @Test
  void a_loader_that_never_chooses_it_is_asked_three_times() throws Exception {
    NodeState state = armed(staged(upgraded(), THIRD), 3);
    for (int attempt = 0; attempt < 3; attempt++) {
      state = observe(state, boot(good(state), EntryState.UNTRIED, NO_SIGN)).state();
      assertThat(state.trial()).isInstanceOf(Trial.Armed.class);
    }
    NodeState over = observe(state, boot(good(state), EntryState.UNTRIED, NO_SIGN)).state();
    assertThat(over.trial())
        .isInstanceOfSatisfying(
            Trial.Reverting.class,
            it -> assertThat(it.reason().words()).contains("the loader never chose it"));
  }

  @Test
  void a_crash_of_another_generation_is_not_held_against_the_one_on_trial() throws Exception {
    NodeState trying = trying(armed(staged(upgraded(), THIRD), 3));
    Change change = observe(trying, boot("next", good(trying), EntryState.TRIED, PANIC, 2));
    assertThat(change.state().trial()).isInstanceOf(Trial.Armed.class);
  }

  @Test
  void a_crash_before_anything_was_switched_does_not_count() throws Exception {
    NodeState armed = armed(staged(upgraded(), THIRD), 3);
    Change change = observe(armed, boot(good(armed), EntryState.UNTRIED, PANIC));
    assertThat(change.state().trial()).isEqualTo(armed.trial());
  }

  @Test
  void verity_damage_that_names_what_is_on_trial_marks_its_slot_too() throws Exception {
    NodeState armed = armed(staged(upgraded(), THIRD), 3);
    NodeState over = observe(armed, boot("b", good(armed), EntryState.TRIED, ROT, 3)).state();
    assertThat(over.trial()).isInstanceOf(Trial.Reverting.class);
    assertThat(over.content(Slot.A)).isEqualTo(new SlotContent.Damaged(THIRD, "block 123"));
  }

  @Test
  void verity_damage_that_names_nobody_reverts_the_trial_and_condemns_no_slot() throws Exception {
    NodeState armed = armed(staged(upgraded(), THIRD), 3);
    NodeState over = observe(armed, boot(good(armed), EntryState.TRIED, ROT)).state();
    assertThat(over.trial()).isInstanceOf(Trial.Reverting.class);
    assertThat(over.content(Slot.A)).isEqualTo(new SlotContent.Holds(THIRD));
  }

  @Test
  void the_older_generation_settles_an_interrupted_commit_and_restarts() throws Exception {
    NodeState state = upgraded();
    Boot boot =
        new Boot(
            new Booted.ByEntry(1),
            "b",
            Map.of(1, EntryState.SETTLED, 2, EntryState.TRIED),
            NO_SIGN,
            Boot.UNKNOWN);
    Change change = observe(state, boot);
    assertThat(change.state().lastKnownGood()).isEqualTo(2);
    assertThat(change.steps().getFirst()).isEqualTo(new Step.ReconcileLoader());
    assertThat(change.steps().getLast()).isInstanceOf(Step.Reboot.class);
  }

  @Test
  void an_interrupted_commit_that_cannot_be_settled_does_not_restart_for_ever() throws Exception {
    NodeState state = upgraded();
    Boot boot =
        new Boot(new Booted.ByEntry(1), "b", Map.of(2, EntryState.TRIED), NO_SIGN, Boot.UNKNOWN);
    int restarts = 0;
    for (int i = 0; i < 30; i++) {
      Change change = observe(state, boot);
      state = change.state();
      restarts += change.steps().getLast() instanceof Step.Reboot ? 1 : 0;
    }
    assertThat(restarts).isEqualTo(TrialMachine.MAX_LEAVING_REBOOTS);
  }

  @Test
  void the_older_generation_takes_over_from_a_damaged_one_without_a_restart() throws Exception {
    Change change = observe(upgraded(), boot(new Booted.ByEntry(1), EntryState.ABSENT, ROT));
    assertThat(change.state().lastKnownGood()).isEqualTo(1);
    assertThat(change.state().content(Slot.B))
        .isEqualTo(new SlotContent.Damaged(SECOND, "block 123"));
    assertThat(change.state().history().getLast()).isInstanceOf(Outcome.FellBack.class);
    assertThat(change.steps()).noneMatch(step -> step instanceof Step.Reboot);
  }

  @Test
  void the_last_known_good_gives_way_only_for_damage_that_is_known_to_be_its_own()
      throws Exception {
    NodeState state = upgraded();
    Boot vague = boot("b", good(state), EntryState.ABSENT, ROT, Boot.UNKNOWN);
    assertThat(observe(state, vague).state()).isEqualTo(state);
    Change exact = observe(state, boot("b", good(state), EntryState.ABSENT, ROT, 2));
    assertThat(exact.state().lastKnownGood()).isEqualTo(1);
    assertThat(exact.steps().getLast()).isInstanceOf(Step.Reboot.class);
  }

  @Test
  void a_return_that_damage_overtakes_goes_on_from_the_older_generation() throws Exception {
    NodeState back = TrialMachine.revertRequested(upgraded(), good(upgraded()), NOW).state();
    Booted older = new Booted.ByEntry(1);
    Change staged = observe(back, boot("b", older, EntryState.ABSENT, ROT, 2));
    assertThat(staged.state().content(Slot.B)).isInstanceOf(SlotContent.Damaged.class);
    assertThat(staged.steps()).last().isInstanceOf(Step.VerifyStaged.class);
    Change armed = observe(armed(back, 3), boot("b", older, EntryState.TRIED, ROT, 2));
    assertThat(armed.state().trial())
        .isInstanceOfSatisfying(Trial.Armed.class, it -> assertThat(it.triesLeft()).isEqualTo(2));
    assertThat(armed.steps()).last().isInstanceOf(Step.Reboot.class);
  }

  @Test
  void once_a_return_is_taken_back_a_damaged_last_known_good_gives_way() throws Exception {
    NodeState back = TrialMachine.revertRequested(upgraded(), good(upgraded()), NOW).state();
    NodeState armed = armed(back, 3);
    NodeState damaged = TrialMachine.slotDamaged(armed, Slot.B, "rot", good(armed), NOW).state();
    NodeState reverting = TrialMachine.revertRequested(damaged, good(armed), NOW).state();
    Change over = TrialMachine.revertFinished(reverting, good(armed), NOW);
    assertThat(over.state().lastKnownGood()).isEqualTo(1);
    assertThat(over.steps()).last().isInstanceOf(Step.Reboot.class);
  }

  @Test
  void what_a_person_chose_in_the_menu_is_only_noted() throws Exception {
    Change change = observe(upgraded(), boot(new Booted.ByEntry(1), EntryState.ABSENT, NO_SIGN));
    assertThat(change.state()).isEqualTo(upgraded());
    assertThat(change.steps()).anyMatch(step -> step instanceof Step.Note);
    assertThat(change.steps()).noneMatch(step -> step instanceof Step.Reboot);
  }

  @Test
  void recovery_counts_nothing_and_touches_nothing() throws Exception {
    NodeState trying = trying(armed(staged(upgraded(), THIRD), 1));
    Change change = observe(trying, boot("r", new Booted.InRecovery(), EntryState.TRIED, PANIC, 3));
    assertThat(change.state()).isEqualTo(trying);
    assertThat(change.steps()).hasSize(1).first().isInstanceOf(Step.Note.class);
  }

  @Test
  void a_generation_that_is_not_held_any_more_is_left() throws Exception {
    Change change = observe(upgraded(), boot(new Booted.ByEntry(9), EntryState.ABSENT, NO_SIGN));
    assertThat(change.steps().getLast()).isInstanceOf(Step.Reboot.class);
  }

  @Test
  void leaving_a_reverting_generation_is_bounded() throws Exception {
    NodeState state = Examples.reverting(trying(armed(staged(upgraded(), THIRD), 3)));
    int restarts = 0;
    for (int i = 0; i < 30; i++) {
      Change change = observe(state, boot("b" + i, trial(state), EntryState.TRIED, NO_SIGN, 0));
      state = change.state();
      restarts += change.steps().getLast() instanceof Step.Reboot ? 1 : 0;
    }
    assertThat(restarts).isEqualTo(TrialMachine.MAX_LEAVING_REBOOTS);
  }

  @Test
  void wanted_entries_are_made_before_others_are_removed() throws Exception {
    DesiredEntries desired = DesiredEntries.of(trying(armed(staged(upgraded(), THIRD), 3)));
    assertThat(
            desired.changesFrom(
                Map.of(1, EntryState.SETTLED, 2, EntryState.TRIED, 3, EntryState.UNTRIED)))
        .containsExactly(
            new EntryChange(2, EntryState.TRIED, EntryState.SETTLED),
            new EntryChange(3, EntryState.UNTRIED, EntryState.TRIED),
            new EntryChange(1, EntryState.SETTLED, EntryState.ABSENT));
  }

  private static Change observe(NodeState state, Boot boot) {
    return TrialMachine.bootObserved(state, boot, NOW);
  }

  private static Generation generation(NodeState state) {
    Generation generation = state.onTrial();
    assertThat(generation).isNotNull();
    return Objects.requireNonNull(generation);
  }
}
