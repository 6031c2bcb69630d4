package io.holdfast.lab.drill.act;

import static io.holdfast.lab.drill.act.Samples.act;
import static io.holdfast.lab.drill.act.Samples.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DrillResultTest {
  @Test
  void the_json_is_what_the_scripts_of_others_rely_on() {
    assertThat(Samples.drill().toJson())
        .isEqualTo(
            """
            {
              "drill" : "july-2024",
              "acts" : [ {
                "name" : "sick",
                "held" : true,
                "secondsWithoutService" : 100.0,
                "normalBoots" : 2.50,
                "noticedBy" : "required health check orders failed",
                "wentBackTo" : "demo 1.0.0",
                "culprit" : "health check orders",
                "problems" : [ ]
              }, {
                "name" : "panic",
                "held" : false,
                "secondsWithoutService" : null,
                "normalBoots" : null,
                "noticedBy" : null,
                "wentBackTo" : null,
                "culprit" : null,
                "problems" : [ "panic: Waited 900 s for a login, and it did not come." ]
              } ]
            }
            """);
  }

  @Test
  void an_act_holds_only_if_each_of_its_runs_was_played_and_held() {
    Duration boot = Duration.ofSeconds(40);
    Act twice = act("damaged slot");
    assertThat(new ActResult(twice, List.of(run("1"), run("2")), boot).held()).isTrue();
    assertThat(new ActResult(twice, List.of(run("1")), boot).held()).isFalse();
    assertThat(new ActResult(twice, List.of(run("1"), broken(run("2"))), boot).held()).isFalse();
  }

  @Test
  void a_drill_without_acts_did_not_hold() {
    DrillResult drill = Samples.drill();
    assertThat(
            new DrillResult("d", drill.began(), drill.took(), drill.normalBoot(), "m", List.of())
                .held())
        .isFalse();
    assertThat(drill.held()).isFalse();
  }

  @Test
  void an_act_with_several_runs_tells_the_longest_outage_and_what_differs() {
    RunResult other =
        new RunResult(
            "2",
            List.of(),
            new Outage(Samples.BEGIN, Samples.BEGIN.plusSeconds(140)),
            "it started again after the power loss",
            "demo 1.0.0",
            "",
            List.of(),
            List.of(),
            "",
            List.of());
    ActResult result =
        new ActResult(act("damaged slot"), List.of(run("1"), other), Duration.ofSeconds(40));
    assertThat(result.withoutService()).isEqualTo(Duration.ofSeconds(140));
    assertThat(result.normalBoots()).hasToString("3.50");
    assertThat(result.noticedBy())
        .isEqualTo("required health check orders failed; it started again after the power loss");
    assertThat(result.wentBackTo()).isEqualTo("demo 1.0.0");
    assertThat(result.culprit()).isEqualTo("health check orders");
  }

  private static RunResult broken(RunResult run) {
    return new RunResult(
        run.title(),
        List.of("It runs its recovery."),
        run.outage(),
        run.noticedBy(),
        run.wentBackTo(),
        run.culprit(),
        run.moments(),
        run.screens(),
        run.evidence(),
        run.console());
  }
}
