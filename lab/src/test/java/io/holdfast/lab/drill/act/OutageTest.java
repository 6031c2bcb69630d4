package io.holdfast.lab.drill.act;

import static io.holdfast.lab.drill.act.Samples.moment;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.lab.drill.act.Moment.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OutageTest {
  @Test
  void service_ends_with_the_restart_and_is_back_with_the_login() {
    assertThat(
            seconds(
                moment(0, Kind.STEP),
                moment(9, Kind.UPGRADE),
                moment(10, Kind.DOWN),
                moment(15, Kind.RESET),
                moment(50, Kind.LOGIN),
                moment(70, Kind.SETTLED)))
        .isEqualTo(40);
  }

  @Test
  void the_login_of_a_release_that_did_not_stay_does_not_count() {
    assertThat(
            seconds(
                moment(10, Kind.DOWN),
                moment(15, Kind.RESET),
                moment(50, Kind.LOGIN),
                moment(60, Kind.RESET),
                moment(100, Kind.LOGIN)))
        .isEqualTo(90);
  }

  @Test
  void a_second_login_prompt_of_the_system_that_stays_does_not_prolong_it() {
    assertThat(
            seconds(
                moment(10, Kind.DOWN),
                moment(15, Kind.RESET),
                moment(50, Kind.LOGIN),
                moment(80, Kind.LOGIN)))
        .isEqualTo(40);
  }

  @Test
  void a_change_that_settled_before_the_bad_one_is_no_part_of_it() {
    assertThat(
            seconds(
                moment(10, Kind.DOWN),
                moment(15, Kind.RESET),
                moment(50, Kind.LOGIN),
                moment(80, Kind.SETTLED),
                moment(90, Kind.DOWN),
                moment(95, Kind.RESET),
                moment(130, Kind.LOGIN),
                moment(140, Kind.RESET),
                moment(180, Kind.LOGIN),
                moment(190, Kind.SETTLED)))
        .isEqualTo(90);
  }

  @Test
  void an_upgrade_that_went_well_before_the_damage_is_no_part_of_it() {
    assertThat(
            seconds(
                moment(10, Kind.DOWN),
                moment(15, Kind.RESET),
                moment(50, Kind.LOGIN),
                moment(90, Kind.DAMAGE),
                moment(95, Kind.PANIC),
                moment(100, Kind.RESET),
                moment(120, Kind.RESET),
                moment(160, Kind.LOGIN)))
        .isEqualTo(65);
  }

  @Test
  void a_power_cut_begins_it_anew() {
    assertThat(
            seconds(
                moment(10, Kind.DOWN),
                moment(15, Kind.RESET),
                moment(50, Kind.LOGIN),
                moment(60, Kind.POWER_CUT),
                moment(61, Kind.POWER_ON),
                moment(95, Kind.LOGIN)))
        .isEqualTo(35);
  }

  @Test
  void a_node_that_never_came_back_has_none() {
    assertThat(
            Outage.in(
                List.of(
                    moment(10, Kind.DOWN),
                    moment(15, Kind.RESET),
                    moment(50, Kind.LOGIN),
                    moment(60, Kind.RESET))))
        .isNull();
  }

  @Test
  void a_node_that_never_went_down_has_none() {
    assertThat(Outage.in(List.of(moment(10, Kind.STEP), moment(50, Kind.LOGIN)))).isNull();
    assertThat(Outage.in(List.of())).isNull();
  }

  private static long seconds(Moment... moments) {
    Outage outage = Outage.in(List.of(moments));
    assertThat(outage).isNotNull();
    return outage == null ? -1 : outage.length().toSeconds();
  }
}
