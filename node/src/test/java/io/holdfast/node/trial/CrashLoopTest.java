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
import static io.holdfast.node.trial.Examples.fresh;
import static io.holdfast.node.trial.Examples.good;
import static io.holdfast.node.trial.Examples.upgraded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.release.content.ContentRef;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is committed and turns bad later. */
final class CrashLoopTest {
  private static final PreviousEnd PANIC = new PreviousEnd.Panic("a tide that is no number");
  private static final PreviousEnd LOST = new PreviousEnd.Lost();

  @Test
  void two_crashes_are_counted_and_change_nothing_else() throws Exception {
    NodeState state = after(fed(), PANIC, PANIC).state();
    assertThat(state.counters().badEnds()).isEqualTo(new BadEnds(2, 0));
    assertThat(state.lastKnownGoodGeneration()).isEqualTo(fed().lastKnownGoodGeneration());
    assertThat(state.barred()).isEmpty();
    assertThat(state.history().getLast()).isInstanceOf(Outcome.Crashed.class);
  }

  @Test
  void the_third_takes_the_newest_content_back_before_it_is_read_and_bars_it() throws Exception {
    Change third = after(fed(), PANIC, PANIC, PANIC);
    NodeState state = third.state();
    assertThat(state.lastKnownGoodGeneration().contents()).containsExactly(TIDES);
    assertThat(state.barred()).extracting(Barred::manifest).containsExactly(NEW_TIDES.manifest());
    assertThat(state.history().getLast()).isInstanceOf(Outcome.Suspected.class);
    assertThat(state.counters().badEnds()).isEqualTo(BadEnds.NONE);
    assertThat(third.steps())
        .hasExactlyElementsOfTypes(
            Step.Activate.class, Step.KeepEvidence.class, Step.ReconcileLoader.class);
  }

  @Test
  void if_that_was_not_it_the_change_before_is_next_then_the_slot_then_recovery() throws Exception {
    NodeState first = after(fed(), PANIC, PANIC, PANIC).state();
    NodeState bare = after(first, PANIC, PANIC, PANIC).state();
    assertThat(bare.lastKnownGoodGeneration().contents()).isEmpty();
    assertThat(bare.lastKnownGoodGeneration().slot()).isEqualTo(Slot.B);
    Change slot = after(bare, PANIC, PANIC, PANIC);
    assertThat(slot.state().lastKnownGoodGeneration().slot()).isEqualTo(Slot.A);
    assertThat(slot.steps().getLast()).isInstanceOf(Step.Reboot.class);
    assertThat(DesiredEntries.of(slot.state()).entries()).containsOnlyKeys(1);
    Change recovery = after(slot.state(), PANIC, PANIC, PANIC);
    assertThat(recovery.steps())
        .hasExactlyElementsOfTypes(
            Step.KeepEvidence.class,
            Step.ReconcileLoader.class,
            Step.ChooseRecovery.class,
            Step.Reboot.class);
    assertThat(recovery.state().history().getLast()).isInstanceOf(Outcome.GaveUp.class);
  }

  @Test
  void recovery_is_not_started_where_none_is() throws Exception {
    NodeState without = fresh().withSlot(Slot.RECOVERY, new SlotContent.Empty());
    Change third = after(without, PANIC, PANIC, PANIC);
    assertThat(third.steps())
        .hasExactlyElementsOfTypes(
            Step.KeepEvidence.class, Step.ReconcileLoader.class, Step.Note.class);
    assertThat(third.state().lastKnownGood()).isEqualTo(1);
  }

  @Test
  void the_power_may_go_early_four_times_in_a_row() throws Exception {
    NodeState four = after(fed(), LOST, LOST, LOST, LOST).state();
    assertThat(four.lastKnownGoodGeneration()).isEqualTo(fed().lastKnownGoodGeneration());
    NodeState five = after(four, LOST).state();
    assertThat(five.lastKnownGoodGeneration().contents()).containsExactly(TIDES);
  }

  @Test
  void an_end_that_may_have_been_in_order_is_not_counted() throws Exception {
    NodeState state = after(fed(), PANIC, PANIC, NO_SIGN, NO_SIGN, NO_SIGN, NO_SIGN).state();
    assertThat(state.counters().badEnds()).isEqualTo(new BadEnds(2, 0));
  }

  @Test
  void what_another_generation_died_of_is_not_counted() throws Exception {
    NodeState state = fed();
    Boot boot = Examples.boot("next", good(state), EntryState.ABSENT, PANIC, 1);
    assertThat(TrialMachine.bootObserved(state, boot, NOW).state().counters().badEnds())
        .isEqualTo(BadEnds.NONE);
  }

  @Test
  void a_generation_with_content_that_failed_is_passed_over() throws Exception {
    // Back to 7 by a person's wish; then both 7 and 8 turn out to be bad.
    NodeState again = committed(trying(fed(), TIDES));
    NodeState first = after(again, PANIC, PANIC, PANIC).state();
    assertThat(first.lastKnownGoodGeneration().contents()).containsExactly(NEW_TIDES);
    NodeState second = after(first, PANIC, PANIC, PANIC).state();
    assertThat(second.lastKnownGoodGeneration().contents()).isEmpty();
  }

  @Test
  void what_ran_long_or_was_vouched_for_or_replaced_begins_anew() throws Exception {
    NodeState twice = after(fed(), PANIC, PANIC).state();
    assertThat(CrashLoop.ranLong(twice).state().counters().badEnds()).isEqualTo(BadEnds.NONE);
    NodeState vouched = CrashLoop.vouched(twice, NOW).state();
    assertThat(vouched.counters().badEnds()).isEqualTo(BadEnds.NONE);
    assertThat(vouched.history().getLast()).isInstanceOf(Outcome.VouchedFor.class);
    NodeState replaced = committed(trying(twice, Examples.content("tides", "9")));
    assertThat(replaced.counters().badEnds()).isEqualTo(BadEnds.NONE);
  }

  @Test
  void nobody_vouches_for_what_nothing_is_held_against() {
    assertThatThrownBy(() -> CrashLoop.vouched(fed(), NOW))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("nothing is held against");
    NodeState state = fresh();
    assertThat(CrashLoop.ranLong(state).state()).isSameAs(state);
  }

  /** The last known good has content 8; before it, it had 7, and none. */
  private static NodeState fed() throws RefusedException {
    return committed(trying(committed(trying(upgraded(), TIDES)), NEW_TIDES));
  }

  private static NodeState trying(NodeState state, ContentRef content) throws RefusedException {
    return contentTrying(armed(contentStaged(state, content), TRIES));
  }

  /** Its boots end like this, one after the other. */
  private static Change after(NodeState state, PreviousEnd... ends) {
    Change last = Change.of(state);
    for (PreviousEnd end : List.of(ends)) {
      int entry = last.state().lastKnownGoodGeneration().entry();
      Boot boot = Examples.boot("next", good(last.state()), EntryState.ABSENT, end, entry);
      last = TrialMachine.bootObserved(last.state(), boot, NOW);
    }
    return last;
  }
}
