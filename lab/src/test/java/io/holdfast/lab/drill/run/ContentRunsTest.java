package io.holdfast.lab.drill.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.lab.drill.act.Moment.Kind;
import io.holdfast.lab.drill.act.RunResult;
import io.holdfast.lab.drill.node.InBackground;
import io.holdfast.lab.machine.serial.ControlShell;
import org.junit.jupiter.api.Test;

/** Runs that break content, or only seem to. */
final class ContentRunsTest extends RunStage {
  @Test
  void content_that_changed_does_not_hold() throws Exception {
    RunResult result = play(sickNode().prints("rules.txt", "rules 1\ntill 2\n"), "sick");
    assertThat(result.problems())
        .singleElement()
        .asString()
        .contains("begin with 'rules 1', 'till 2'");
  }

  @Test
  void sick_content_reverts_without_a_restart() throws Exception {
    RunResult result = play(sickContent(), "sick content");
    assertThat(result.problems()).isEmpty();
    assertThat(result.outage()).isNull();
  }

  @Test
  void content_that_costs_a_restart_too_many_does_not_hold() throws Exception {
    FakeNode node = sickContent();
    node.happens(Kind.RESET, "");
    RunResult result = play(node, "sick content");
    assertThat(result.problems())
        .singleElement()
        .asString()
        .contains("went down 1 times; at most 0");
  }

  @Test
  void what_arrives_during_a_trial_is_there_after_the_commit() throws Exception {
    String configured = "configuration 1";
    assertThat(play(bothAtOnce("rules 5\ntill 5\n", configured), "both at once").problems())
        .isEmpty();
    assertThat(play(bothAtOnce("rules 1\ntill 1\n", configured), "both at once").problems())
        .singleElement()
        .asString()
        .contains("begin with 'rules 1'");
    assertThat(play(bothAtOnce("rules 5\ntill 5\n", ""), "both at once").problems())
        .singleElement()
        .asString()
        .contains("Its configuration is not the one");
  }

  private FakeNode bothAtOnce(String contentInTheEnd, String configuredInTheEnd) {
    FakeNode node = node();
    return node.on(
            UPGRADE,
            _ -> {
              node.happens(Kind.UPGRADE, InBackground.ENDED + "0");
              return ok();
            })
        .on(
            "setsid sh -c 'holdfast content apply rules",
            _ -> {
              node.happens(Kind.UPGRADE, "content rules 5 waits, as number 1 in the queue");
              node.happens(Kind.UPGRADE, InBackground.ENDED + "0");
              return ok();
            })
        .on(
            "setsid sh -c 'holdfast config apply",
            _ -> {
              node.happens(Kind.UPGRADE, "configuration demo 1 waits, as number 2 in the queue");
              node.happens(Kind.UPGRADE, InBackground.ENDED + "0");
              return ok();
            })
        .on(
            "systemctl reboot",
            _ -> {
              restart(NEW, status(3, NEW, "idle", ""));
              node.happens(Kind.NODE, "holdfast: generation committed");
              node.happens(Kind.NODE, "holdfast: committing content");
              node.happens(Kind.NODE, "holdfast: generation committed");
              restart(NEW, status(5, NEW, "idle", ""));
              node.happens(Kind.NODE, "holdfast: committing configuration");
              node.happens(Kind.NODE, "holdfast: generation committed");
              return ok();
            })
        .prints("/etc/demo-till", configuredInTheEnd)
        .prints("rules.txt", contentInTheEnd);
  }

  @Test
  void content_that_should_be_refused_and_is_taken_does_not_hold() throws Exception {
    FakeNode refusing =
        node().on("/run/repo/refused/", _ -> new ControlShell.Result(3, "holdfast: no"));
    assertThat(play(refusing, "refused content").problems()).isEmpty();
    FakeNode taking =
        node()
            .on("/run/repo/refused/", _ -> new ControlShell.Result(3, "holdfast: no"))
            .on("/run/repo/refused/path-tricks", _ -> new ControlShell.Result(1, "holdfast: odd"));
    assertThat(play(taking, "refused content").problems())
        .singleElement()
        .asString()
        .contains("'path-tricks' was not refused: exit code 1");
  }

  private FakeNode sickContent() {
    FakeNode node = node();
    return node.on(
            "setsid sh -c 'holdfast content apply rules",
            _ -> {
              status =
                  status(1, OLD, "idle", "health check rules.sense")
                      .replace(
                          "\"release\": \"demo 1.5.0\", \"culprit\"",
                          "\"release\": \"rules 3\", \"culprit\"");
              node.happens(Kind.UPGRADE, InBackground.ENDED + "1");
              return ok();
            })
        .prints("evidence", "Evidence 1\n\nAll of this is nonsense.\n")
        .on("holdfast content apply", _ -> new ControlShell.Result(3, "it failed on this node"));
  }

  @Test
  void content_that_turns_bad_later_is_taken_back_after_at_most_three_crashes() throws Exception {
    assertThat(play(lateContent(3), "19 July, slow").problems()).isEmpty();
    assertThat(play(lateContent(4), "19 July, slow").problems())
        .singleElement()
        .asString()
        .contains("went down 4 times; at most 3");
  }

  private FakeNode lateContent(int crashes) {
    FakeNode node = node();
    return node.on(
            "setsid sh -c 'holdfast content apply rules",
            _ -> {
              node.happens(Kind.UPGRADE, InBackground.ENDED + "0");
              return ok();
            })
        .on(
            "hwclock",
            _ -> {
              for (int i = 0; i < crashes; i++) {
                node.happens(Kind.PANIC, "Kernel panic");
                node.happens(Kind.RESET, "");
              }
              node.happens(Kind.LOGIN, "edge-1 login:");
              status =
                  status(1, OLD, "idle", "content rules 4 (process sh)")
                      .replace(
                          "\"release\": \"demo 1.5.0\", \"culprit\"",
                          "\"release\": \"rules 4\", \"culprit\"");
              return ok();
            })
        .prints("evidence", "Evidence 3\n\nsysrq triggered crash\n")
        .on("holdfast content apply", _ -> new ControlShell.Result(3, "it failed on this node"));
  }

  @Test
  void the_control_holds_as_long_as_it_stays_down() throws Exception {
    RunResult down = playControl(false);
    assertThat(down.problems()).isEmpty();
    assertThat(down.outage()).isNull();
    assertThat(playControl(true).problems())
        .singleElement()
        .asString()
        .contains("It came back, though nobody watches");
  }

  private RunResult playControl(boolean comesBack) throws Exception {
    FakeNode node =
        node()
            .on(
                "systemctl reload",
                _ -> {
                  current.happens(Kind.PANIC, "Kernel panic");
                  current.happens(Kind.RESET, "");
                  if (comesBack) {
                    current.happens(Kind.LOGIN, "edge-1 login:");
                  }
                  return ok();
                });
    return play(node, act("19 July").runs().getLast());
  }
}
