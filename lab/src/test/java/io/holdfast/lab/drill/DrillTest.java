package io.holdfast.lab.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.lab.drill.act.Act;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DrillTest {
  @Test
  void all_acts_are_played_unless_some_are_named() throws Exception {
    assertThat(Drill.chosen(List.of(), false)).isEqualTo(Drill.acts(false));
    assertThat(Drill.chosen(List.of("sick", "panic"), false))
        .extracting(Act::name)
        .containsExactly("panic", "sick");
  }

  @Test
  void an_act_that_there_is_not_is_refused_with_those_that_there_are() {
    assertThatThrownBy(() -> Drill.chosen(List.of("sick", "flood"), false))
        .isInstanceOf(NoSuchActException.class)
        .hasMessageContaining("'flood'")
        .hasMessageContaining("slow sickness, mute agent, power cuts");
  }
}
