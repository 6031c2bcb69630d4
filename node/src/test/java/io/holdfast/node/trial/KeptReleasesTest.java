package io.holdfast.node.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Generation 1 is 1.0, generation 2, the last known good, is 1.1, and recovery holds 1.0. */
final class KeptReleasesTest {
  @Test
  void recovery_is_renewed_with_the_last_known_good() throws Exception {
    NodeState state = Examples.upgraded();
    Change begun = KeptReleases.renewalBegun(state, Examples.good(state));
    assertThat(begun.state().content(Slot.RECOVERY))
        .isEqualTo(new SlotContent.Unfinished(Examples.SECOND));
    assertThat(begun.steps()).isEmpty();
    assertThat(KeptReleases.unfinishedRecovery(begun.state())).isEqualTo(Examples.SECOND);
    assertThat(begun.state().held()).isEqualTo(state.held());
    NodeState written = KeptReleases.recoveryWritten(begun.state(), Examples.SECOND).state();
    assertThat(written.content(Slot.RECOVERY)).isEqualTo(new SlotContent.Holds(Examples.SECOND));
    assertThat(KeptReleases.unfinishedRecovery(written)).isNull();
    assertThat(KeptReleases.recoveryWritten(written, Examples.SECOND).state())
        .as("told twice")
        .isEqualTo(written);
    assertThatThrownBy(() -> KeptReleases.renewalBegun(written, Examples.good(written)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("already");
  }

  @Test
  void a_renewal_that_was_interrupted_may_begin_again_and_ends_only_with_what_it_was_begun_with()
      throws Exception {
    NodeState state = Examples.upgraded();
    NodeState begun = KeptReleases.renewalBegun(state, Examples.good(state)).state();
    assertThat(KeptReleases.renewalBegun(begun, Examples.good(state)).state()).isEqualTo(begun);
    assertThatThrownBy(() -> KeptReleases.recoveryWritten(begun, Examples.FIRST))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("holdfast upgrade --recovery");
    assertThatThrownBy(() -> KeptReleases.recoveryWritten(state, Examples.SECOND))
        .isInstanceOf(RefusedException.class);
  }

  @Test
  void a_damaged_recovery_is_repaired() throws Exception {
    NodeState state = Examples.upgraded();
    NodeState damaged =
        TrialMachine.slotDamaged(state, Slot.RECOVERY, "rot", Examples.good(state), Examples.NOW)
            .state();
    assertThat(damaged.content(Slot.RECOVERY)).isInstanceOf(SlotContent.Damaged.class);
    NodeState begun = KeptReleases.renewalBegun(damaged, Examples.good(damaged)).state();
    assertThat(KeptReleases.unfinishedRecovery(begun)).isEqualTo(Examples.SECOND);
  }

  @Test
  void what_is_copied_comes_from_a_slot_that_is_whole() throws Exception {
    NodeState state = Examples.upgraded();
    assertThat(KeptReleases.slotOf(state, Examples.SECOND)).contains(Slot.B);
    assertThat(KeptReleases.slotOf(state, Examples.FIRST)).contains(Slot.A);
    assertThat(KeptReleases.slotOf(state, Examples.THIRD)).isEmpty();
    NodeState damaged =
        TrialMachine.slotDamaged(state, Slot.A, "rot", Examples.good(state), Examples.NOW).state();
    assertThat(KeptReleases.slotOf(damaged, Examples.FIRST)).isEmpty();
  }

  @Test
  void the_other_slots_release_is_given_up_with_its_generations() throws Exception {
    NodeState state = Examples.upgraded();
    Change change = KeptReleases.otherGivenUp(state, Examples.FIRST, Examples.good(state));
    assertThat(change.steps()).containsExactly(new Step.ReconcileLoader());
    NodeState left = change.state();
    assertThat(left.content(Slot.A)).isEqualTo(new SlotContent.Empty());
    assertThat(left.held()).containsExactly(state.lastKnownGoodGeneration());
    assertThat(DesiredEntries.of(left).entries()).containsOnlyKeys(2);
    assertThatThrownBy(() -> TrialMachine.revertRequested(left, Examples.good(left), Examples.NOW))
        .isInstanceOf(RefusedException.class);
    assertThatThrownBy(() -> KeptReleases.otherGivenUp(left, Examples.FIRST, Examples.good(left)))
        .hasMessageContaining("does not hold it");
    assertThatThrownBy(
            () -> KeptReleases.otherGivenUp(state, Examples.SECOND, Examples.good(state)))
        .as("what runs is never given up")
        .isInstanceOf(RefusedException.class);
  }

  @Test
  void both_are_refused_unless_the_last_known_good_runs_is_whole_and_nothing_is_on_trial()
      throws Exception {
    NodeState state = Examples.upgraded();
    for (Booted other : List.of(new Booted.ByEntry(1), new Booted.InRecovery())) {
      demandRefused(state, other, Examples.FIRST);
    }
    NodeState onTrial = Examples.armed(Examples.contentStaged(state, Examples.TIDES), 1);
    demandRefused(onTrial, Examples.good(state), Examples.FIRST);
    NodeState alone = Examples.fresh();
    NodeState damaged =
        TrialMachine.slotDamaged(alone, Slot.A, "rot", Examples.good(alone), Examples.NOW).state();
    assertThat(damaged.lastKnownGoodIsWhole()).isFalse();
    demandRefused(damaged, Examples.good(damaged), Examples.FIRST);
  }

  private static void demandRefused(NodeState state, Booted booted, ReleaseRef other) {
    assertThatThrownBy(() -> KeptReleases.renewalBegun(state, booted))
        .isInstanceOf(RefusedException.class)
        .hasMessageNotContaining("already");
    assertThatThrownBy(() -> KeptReleases.otherGivenUp(state, other, booted))
        .isInstanceOf(RefusedException.class)
        .hasMessageNotContaining("does not hold it");
  }
}
