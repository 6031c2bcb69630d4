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
            "19 July",
            "19 July, slow",
            "good release",
            "damaged slot",
            "panic",
            "hang",
            "freeze",
            "sick",
            "slow sickness",
            "mute agent",
            "power cuts",
            "sick content",
            "torn content",
            "both at once",
            "refused content",
            "bad configuration",
            "bad extension",
            "everything bad");
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
        if (run.breakage() instanceof Breakage.RefusedContent
            || run.breakage() instanceof Breakage.Configuration) {
          continue; // In repositories of its own, or no version at all.
        }
        assertThat(run.breakage().version())
            .isIn(
                switch (run.breakage()) {
                  case Breakage.OfContent _ -> July2024.contents();
                  case Breakage.Extension _ -> July2024.extensions();
                  default -> July2024.versions();
                })
            .isNotIn(July2024.INSTALLED, July2024.RULES);
      }
    }
  }

  @Test
  void every_broken_release_is_refused_when_it_is_offered_again() {
    for (String name :
        List.of(
            "panic",
            "hang",
            "freeze",
            "sick",
            "slow sickness",
            "mute agent",
            "19 July",
            "19 July, slow",
            "sick content",
            "bad extension")) {
      for (ActRun run : Samples.act(name).runs()) {
        if (run.breakage() instanceof Breakage.UnwatchedContent) {
          continue;
        }
        assertThat(run.expectation().refused()).as(name).isTrue();
        assertThat(run.expectation().fails()).as(name).isTrue();
        assertThat(run.expectation().evidence()).as(name).isNotEmpty();
      }
    }
  }
}
