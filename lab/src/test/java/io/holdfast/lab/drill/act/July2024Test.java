package io.holdfast.lab.drill.act;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class July2024Test {
  @Test
  void the_acts_have_the_names_that_act_takes() {
    assertThat(July2024.acts())
        .extracting(Act::name)
        .containsExactly(
            "good release",
            "damaged slot",
            "panic",
            "hang",
            "freeze",
            "sick",
            "slow sickness",
            "mute agent",
            "power cuts");
  }

  @Test
  void a_slot_is_damaged_twice_and_the_power_cut_four_times() {
    assertThat(Samples.act("damaged slot").runs()).hasSize(2);
    assertThat(Samples.act("power cuts").runs()).hasSize(4);
  }

  @Test
  void every_run_offers_a_version_that_is_built_and_not_installed_yet() {
    for (Act act : July2024.acts()) {
      for (ActRun run : act.runs()) {
        assertThat(run.breakage().version())
            .isIn(July2024.versions())
            .isNotEqualTo(July2024.INSTALLED);
      }
    }
  }

  @Test
  void every_broken_release_is_refused_when_it_is_offered_again() {
    for (String name : List.of("panic", "hang", "freeze", "sick", "slow sickness", "mute agent")) {
      for (ActRun run : Samples.act(name).runs()) {
        assertThat(run.expectation().refused()).as(name).isTrue();
        assertThat(run.expectation().fails()).as(name).isTrue();
        assertThat(run.expectation().evidence()).as(name).isNotEmpty();
      }
    }
  }
}
