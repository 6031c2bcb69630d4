package io.holdfast.lab.drill.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.lab.drill.act.Samples;
import org.junit.jupiter.api.Test;

final class ResultTableTest {
  @Test
  void the_table_tells_each_act_and_then_what_did_not_hold() {
    assertThat(ResultTable.text(Samples.drill()))
        .isEqualTo(
            """
            act                      what was broken           noticed by                went back to  seconds        culprit
            -------------  --------  ------------------------  ------------------------  ------------  -------------  --------------------------
            sick           held      a required health check   required health check     demo 1.0.0    100.0 (2.50x)  health check orders
                                     of the new release fails  orders failed
            panic          NOT HELD  the new release panics                                            -
                                     the kernel at boot
            -------------  --------  ------------------------  ------------------------  ------------  -------------  --------------------------
            1 of 2 acts held, in 12 min 5 s. A normal boot takes this node 40.0 s.
            panic, panic: Waited 900 s for a login, and it did not come.
            """);
  }

  @Test
  void a_word_longer_than_its_column_is_cut_into_pieces() {
    assertThat(ResultTable.fold("x".repeat(25), 10))
        .containsExactly("x".repeat(10), "x".repeat(10), "x".repeat(5));
    assertThat(ResultTable.fold("", 10)).containsExactly("");
  }
}
