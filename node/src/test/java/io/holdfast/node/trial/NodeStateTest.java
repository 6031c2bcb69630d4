package io.holdfast.node.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NodeStateTest {
  private static final Generation ONE =
      Generation.ofRelease(1, Examples.FIRST, Slot.A, Examples.NOW);
  private static final Generation TWO =
      Generation.ofRelease(2, Examples.SECOND, Slot.B, Examples.NOW);

  @Test
  void a_last_known_good_that_is_not_held_is_refused() {
    refused(List.of(ONE), 2, new Trial.Idle(), "last known good");
  }

  @Test
  void a_held_generation_newer_than_the_last_known_good_is_refused() {
    refused(List.of(ONE, TWO), 1, new Trial.Idle(), "last known good");
  }

  @Test
  void held_generations_out_of_order_are_refused() {
    refused(List.of(TWO, ONE), 1, new Trial.Idle(), "not in order");
  }

  @Test
  void nothing_held_is_refused() {
    refused(List.of(), 1, new Trial.Idle(), "no committed generation");
  }

  @Test
  void two_held_generations_in_one_slot_are_refused() {
    Generation twin = Generation.ofRelease(2, Examples.FIRST, Slot.A, Examples.NOW);
    refused(List.of(ONE, twin), 2, new Trial.Idle(), "share slot A");
  }

  @Test
  void a_slot_that_does_not_hold_the_last_known_good_is_refused() {
    Generation wrong = Generation.ofRelease(1, Examples.THIRD, Slot.A, Examples.NOW);
    refused(List.of(wrong), 1, new Trial.Idle(), "slot A does not contain");
  }

  @Test
  void a_trial_in_the_last_known_goods_own_slot_is_refused() {
    Generation same = Generation.ofRelease(2, Examples.FIRST, Slot.A, Examples.NOW);
    refused(List.of(ONE), 1, new Trial.Staged(same), "own slot");
  }

  @Test
  void a_trial_whose_slot_holds_something_else_is_refused() {
    Generation other = Generation.ofRelease(2, Examples.THIRD, Slot.B, Examples.NOW);
    refused(List.of(ONE), 1, new Trial.Staged(other), "does not hold what is on trial");
  }

  @Test
  void a_trial_that_is_not_the_newest_generation_is_refused() {
    Generation skipped = Generation.ofRelease(3, Examples.SECOND, Slot.B, Examples.NOW);
    refused(List.of(ONE), 1, new Trial.Staged(skipped), "not the newest generation");
  }

  @Test
  void a_barred_release_on_trial_is_refused() throws Exception {
    NodeState armed = Examples.armed(Examples.staged(Examples.fresh(), Examples.SECOND), 3);
    assertThatThrownBy(() -> armed.barring(new Barred(Examples.SECOND.manifest(), "failed", 0)))
        .hasMessageContaining("on trial is barred");
  }

  @Test
  void a_slot_without_content_is_refused() {
    NodeState fresh = Examples.fresh();
    Map<Slot, SlotContent> slots = new EnumMap<>(fresh.slots());
    slots.remove(Slot.B);
    assertThatThrownBy(
            () ->
                new NodeState(
                    0,
                    slots,
                    fresh.held(),
                    1,
                    fresh.trial(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    fresh.counters()))
        .hasMessageContaining("every slot");
  }

  @Test
  void what_is_barred_is_bounded_and_the_oldest_goes_first() {
    NodeState state = Examples.fresh();
    for (int i = 0; i <= NodeState.MAX_BARRED; i++) {
      state = state.barring(new Barred(Examples.release("2." + i).manifest(), "failed", 0));
    }
    assertThat(state.barred()).hasSize(NodeState.MAX_BARRED);
    assertThat(state.isBarred(Examples.release("2.0"))).isFalse();
    assertThat(state.isBarred(Examples.release("2.1"))).isTrue();
  }

  @Test
  void barring_twice_is_barring_once() {
    Barred barred = new Barred(Examples.SECOND.manifest(), "failed", 0);
    assertThat(Examples.fresh().barring(barred).barring(barred).barred()).containsExactly(barred);
  }

  @Test
  void history_is_bounded_and_the_oldest_goes_first() {
    NodeState state = Examples.fresh();
    for (int i = 0; i <= NodeState.MAX_HISTORY; i++) {
      Generation generation =
          Generation.ofRelease(i + 1, Examples.SECOND, Slot.B, Examples.NOW.plusSeconds(i));
      state = state.recording(new Outcome.Committed(Examples.NOW, generation));
    }
    assertThat(state.history()).hasSize(NodeState.MAX_HISTORY);
    assertThat(state.history().getFirst())
        .isInstanceOfSatisfying(
            Outcome.Committed.class, it -> assertThat(it.generation().number()).isEqualTo(2));
  }

  @Test
  void only_the_last_ten_boot_durations_are_kept() {
    NodeState state = Examples.fresh();
    for (int i = 1; i <= 12; i++) {
      state = state.withBootDuration(Duration.ofSeconds(i));
    }
    assertThat(state.bootDurations())
        .isEqualTo(IntStream.rangeClosed(3, 12).mapToObj(Duration::ofSeconds).toList());
  }

  @Test
  void text_of_a_failed_boot_is_cut_and_cleaned() {
    String hostile = "\u001b[2J\ud800" + "x".repeat(10_000);
    String kept = new PreviousEnd.Panic(hostile).firstLine();
    assertThat(kept).startsWith("\ufffd[2J\ufffdxxx").hasSize(400);
    assertThat(new PreviousEnd.Panic(kept).firstLine()).isEqualTo(kept);
  }

  @Test
  void a_character_of_two_units_is_never_cut_in_half() {
    String kept = new PreviousEnd.Panic("x" + "\ud83e\udeb8".repeat(300)).firstLine();
    assertThat(kept).hasSize(399);
    assertThat(Character.isHighSurrogate(kept.charAt(398))).isFalse();
  }

  private static void refused(List<Generation> held, int good, Trial trial, String why) {
    Map<Slot, SlotContent> slots = new EnumMap<>(Slot.class);
    slots.put(Slot.A, new SlotContent.Holds(Examples.FIRST));
    slots.put(Slot.B, new SlotContent.Holds(Examples.SECOND));
    slots.put(Slot.RECOVERY, new SlotContent.Empty());
    Counters counters = new Counters(2, 0, 0, BadEnds.NONE);
    assertThatThrownBy(
            () ->
                new NodeState(
                    0, slots, held, good, trial, List.of(), List.of(), List.of(), List.of(),
                    counters))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }
}
