package io.holdfast.lab.drill.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.lab.drill.act.Act;
import io.holdfast.lab.drill.act.Moment.Kind;
import io.holdfast.lab.drill.act.RunResult;
import io.holdfast.lab.drill.node.InBackground;
import io.holdfast.lab.drill.progress.RunProgress;
import io.holdfast.lab.machine.serial.ControlShell;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RunDirectorTest extends RunStage {
  @Test
  void a_good_release_commits_and_holds() throws Exception {
    FakeNode node =
        node()
            .on(
                UPGRADE,
                _ -> {
                  restart(NEW, status(2, NEW, "idle", ""));
                  return ok();
                });
    RunResult result = play(node, "good release");
    assertThat(result.problems()).isEmpty();
    assertThat(result.noticedBy()).isEqualTo("its required checks held for the bake time");
    assertThat(result.wentBackTo()).isEqualTo("demo 1.1.0");
    assertThat(result.culprit()).isEmpty();
    assertThat(result.outage()).isNotNull();
    assertThat(node.closed).isTrue();
  }

  @Test
  void a_release_that_stays_on_trial_for_a_while_is_asked_again() throws Exception {
    FakeNode node = node();
    node.on(
            UPGRADE,
            _ -> {
              restart(NEW, status(2, NEW, "trying", "").replace("Good\": 2", "Good\": 1"));
              return ok();
            })
        .on(
            "status",
            _ -> {
              ControlShell.Result result = new ControlShell.Result(0, status);
              status = status(2, NEW, "idle", "");
              // It commits while it is asked.
              node.happens(Kind.NODE, "holdfast: generation committed");
              return result;
            });
    assertThat(play(node, "good release").problems()).isEmpty();
  }

  @Test
  void a_sick_release_reverts_names_the_culprit_and_is_refused() throws Exception {
    FakeNode node = sickNode();
    RunResult result = play(node, "sick");
    assertThat(result.problems()).isEmpty();
    assertThat(result.noticedBy()).isEqualTo("required health check orders failed");
    assertThat(result.wentBackTo()).isEqualTo("demo 1.0.0");
    assertThat(result.culprit()).isEqualTo(SICK);
    assertThat(result.evidence()).contains("no orders are taken");
    assertThat(node.commands).anyMatch(command -> command.contains("/run/repo --version 1.5.0"));
  }

  @Test
  void an_upgrade_whose_jvm_crashed_is_begun_once_more_and_one_that_failed_is_not()
      throws Exception {
    for (String line : List.of("# A fatal error has been detected by the JRE:", "no room")) {
      FakeNode node = node();
      int[] times = {0};
      node.on(
          UPGRADE,
          _ -> {
            times[0]++;
            if (times[0] == 1) {
              node.shows(line);
              node.happens(Kind.UPGRADE, InBackground.ENDED + "1");
            } else {
              node.shows("the last line");
              restart(NEW, status(2, NEW, "idle", ""));
            }
            return ok();
          });
      RunResult result = play(node, "good release");
      boolean crashed = line.startsWith("#");
      assertThat(times[0]).isEqualTo(crashed ? 2 : 1);
      assertThat(result.problems().isEmpty()).isEqualTo(crashed);
    }
  }

  @Test
  void a_broken_release_that_is_not_refused_does_not_hold() throws Exception {
    RunResult result = play(sickNode().prints(OFFER, "armed"), "sick");
    assertThat(result.problems())
        .singleElement()
        .asString()
        .contains("demo 1.5.0 was not refused", "exit code 0", "armed");
  }

  @Test
  void user_data_that_changed_does_not_hold() throws Exception {
    RunResult result = play(sickNode().prints("sha256sum", "0".repeat(64) + "\n"), "sick");
    assertThat(result.problems()).singleElement().asString().contains("user data is not whole");
  }

  @Test
  void a_network_device_does_not_hold() throws Exception {
    RunResult result = play(sickNode().prints("/sys/class/net", "eth0\n"), "sick");
    assertThat(result.problems()).singleElement().asString().contains("eth0");
  }

  @Test
  void another_culprit_than_expected_does_not_hold() throws Exception {
    status = status(1, OLD, "idle", "machine it ended without a trace");
    RunResult result = play(sickNode("machine it ended without a trace"), "sick");
    assertThat(result.problems())
        .singleElement()
        .asString()
        .contains("machine it ended without a trace", SICK);
  }

  @Test
  void evidence_that_does_not_tell_what_the_check_said_does_not_hold() throws Exception {
    RunResult result = play(sickNode().prints("evidence", "Evidence 1\n"), "sick");
    assertThat(result.problems()).singleElement().asString().contains("no orders are taken");
  }

  @Test
  void a_panic_that_was_not_seen_from_outside_does_not_hold() throws Exception {
    FakeNode node = sickNode("kernel Kernel panic - not syncing: sysrq triggered crash", "1.2.0");
    node.prints("evidence", "sysrq triggered crash");
    assertThat(play(node, "panic").problems())
        .containsExactly("No sign of a kernel panic was seen from outside.");
  }

  @Test
  void an_upgrade_that_fails_ends_the_run_at_once_with_its_words() throws Exception {
    FakeNode node = node();
    node.on(
        UPGRADE,
        _ -> {
          node.happens(Kind.UPGRADE, "drill: upgrade ended with exit code 1");
          return ok();
        });
    assertThat(play(node, "sick").problems())
        .singleElement()
        .asString()
        .contains("The upgrade failed", "exit code 1", "the last line");
  }

  @Test
  void a_node_that_never_comes_back_ends_the_run_with_the_reason_and_the_screen() throws Exception {
    FakeNode node = node();
    node.on(
        UPGRADE,
        _ -> {
          node.happens(Kind.DOWN, "armed");
          node.happens(Kind.RESET, "");
          return ok();
        });
    RunResult result = play(node, "hang");
    assertThat(result.problems()).singleElement().asString().contains("a login");
    assertThat(result.screens())
        .last()
        .extracting(screen -> screen.rows().getFirst())
        .isEqualTo("the screen");
    assertThat(result.outage()).isNull();
    assertThat(node.closed).isTrue();
  }

  @Test
  void a_node_that_comes_up_in_recovery_is_not_taken_for_settled() throws Exception {
    FakeNode node = node();
    node.on(
        UPGRADE,
        _ -> {
          restart(
              OLD,
              status(1, OLD, "idle", "")
                  .replace("\"generation\": 1, \"release\": \"demo 1.0.0\", ", "")
                  .replace("\"recovery\": false", "\"recovery\": true"));
          return ok();
        });
    assertThat(play(node, "sick").problems()).singleElement().asString().contains("a decision");
  }

  @Test
  void a_power_cut_may_end_with_the_old_release_or_the_new() throws Exception {
    for (String stays : new String[] {OLD, NEW}) {
      FakeNode node = node().afterPowerOn(Kind.LOGIN);
      node.on(
          UPGRADE,
          _ -> {
            node.happens(Kind.UPGRADE, "phase: writing");
            node.happens(Kind.UPGRADE, "50 %");
            version = stays;
            status = status(stays.equals(OLD) ? 1 : 2, stays, "idle", "");
            return ok();
          });
      RunResult result = play(node, "power cuts");
      assertThat(result.problems()).as(stays).isEmpty();
      assertThat(result.wentBackTo()).isEqualTo("demo " + stays);
      assertThat(result.noticedBy()).isEqualTo("it started again after the power loss");
    }
  }

  @Test
  void damage_that_verity_does_not_refuse_does_not_hold() throws Exception {
    FakeNode node =
        node()
            .prints("/dev/urandom", "")
            .prints("drop_caches", "")
            .on(
                UPGRADE,
                _ -> {
                  restart(NEW, status(2, NEW, "idle", ""));
                  return ok();
                });
    Act act = act("damaged slot");
    RunResult result = play(node, act.runs().getLast());
    assertThat(result.problems()).singleElement().asString().contains("verity did not refuse it");
  }

  @Test
  void a_node_that_cannot_be_started_fails_its_run_only() throws Exception {
    RunDirector director =
        new RunDirector(
            _ -> {
              throw new IOException("no memory left");
            },
            DATA,
            Duration.ofSeconds(1));
    assertThat(director.play(act("sick").runs().getFirst(), RunProgress.SILENT).problems())
        .singleElement()
        .asString()
        .contains("no memory left");
  }
}
