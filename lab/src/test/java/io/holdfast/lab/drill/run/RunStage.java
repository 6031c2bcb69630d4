package io.holdfast.lab.drill.run;

import io.holdfast.lab.drill.act.Act;
import io.holdfast.lab.drill.act.ActRun;
import io.holdfast.lab.drill.act.July2024;
import io.holdfast.lab.drill.act.Moment.Kind;
import io.holdfast.lab.drill.act.RunResult;
import io.holdfast.lab.drill.node.UserFile;
import io.holdfast.lab.drill.progress.RunProgress;
import io.holdfast.lab.machine.serial.ControlShell;
import io.holdfast.lab.machine.serial.MachineSilentException;
import io.holdfast.release.Digest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** What tests of runs have in common: a made-up node, and how it answers. */
abstract class RunStage {
  static final UserFile DATA =
      new UserFile("/home/ops/orders.db", Digest.of("data".getBytes(StandardCharsets.UTF_8)));

  static final String UPGRADE = "setsid sh -c 'holdfast upgrade";
  static final String OFFER = "holdfast upgrade";
  static final String OLD = "1.0.0";
  static final String NEW = July2024.GOOD.text();
  static final String SICK = "health check orders";

  volatile FakeNode current = new FakeNode();
  volatile String version = OLD;
  volatile String status = status(1, OLD, "idle", "");

  static Act act(String name) {
    return July2024.acts().stream()
        .filter(act -> act.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  static RunResult play(FakeNode node, String act) throws Exception {
    return play(node, act(act).runs().getFirst());
  }

  static RunResult play(FakeNode node, ActRun run) throws Exception {
    Duration soon = Duration.ofMillis(50);
    try (node) {
      return new Passage(
              node, run, DATA, new Limits(soon, soon, soon, soon, soon), RunProgress.SILENT)
          .play();
    }
  }

  /** Answers what every settled node is asked. */
  FakeNode node() {
    FakeNode node = new FakeNode();
    current = node;
    return node.on("IMAGE_VERSION", _ -> new ControlShell.Result(0, version + "\n"))
        .on("status", _ -> new ControlShell.Result(0, status))
        .prints("sha256sum", DATA.digest().hex() + "\n")
        .prints("/sys/class/net", "")
        .prints("mountpoint", "")
        .prints("rules.txt", "rules 1\ntill 1\n")
        .prints("id -Gn ops", GuestCommands.AS_SAID)
        .prints("/etc/demo-till", "")
        .prints("evidence", "Evidence 1\n\nOutput of the failed check\n  no orders are taken\n")
        .on(OFFER, _ -> new ControlShell.Result(3, "holdfast: it failed on this node"));
  }

  FakeNode sickNode() {
    return sickNode(SICK);
  }

  FakeNode sickNode(String culprit) {
    return sickNode(culprit, "1.5.0");
  }

  /** Restarts into the sick release, offers its login, goes back. */
  FakeNode sickNode(String culprit, String sick) {
    FakeNode node = node();
    return node.on(
        UPGRADE,
        _ -> {
          node.happens(Kind.DOWN, "armed");
          node.happens(Kind.RESET, "");
          node.happens(Kind.LOGIN, "edge-1 login:");
          version = sick;
          node.on(
              "IMAGE_VERSION",
              _ -> {
                ControlShell.Result result = new ControlShell.Result(0, version + "\n");
                if (version.equals(sick)) {
                  version = OLD;
                  status = status(1, OLD, "idle", culprit).replace("1.5.0", sick);
                  node.happens(Kind.RESET, "");
                  node.happens(Kind.LOGIN, "edge-1 login:");
                }
                return result;
              });
          return ok();
        });
  }

  void restart(String into, String then) {
    FakeNode node = current;
    node.happens(Kind.DOWN, "armed");
    node.happens(Kind.RESET, "");
    version = into;
    status = then;
    node.happens(Kind.LOGIN, "edge-1 login:");
  }

  static ControlShell.Result ok() throws MachineSilentException {
    return new ControlShell.Result(0, "");
  }

  static String status(int generation, String version, String trial, String culprit) {
    String failure =
        culprit.isEmpty()
            ? "null"
            : """
              {"evidence": 1, "release": "demo 1.5.0", "culprit": "%s",
               "reason": "required health check orders failed: no orders are taken"}
              """
                .formatted(culprit);
    String barred = culprit.isEmpty() ? "" : "{\"manifest\": \"sha256:0\", \"why\": \"\"}";
    return """
        {"running": {"generation": %1$d, "release": "demo %2$s", "recovery": false,
          "slot": "a", "proven": true, "configured": true},
         "lastKnownGood": %1$d, "trial": {"state": "%3$s"},
         "slots": [{"slot": "a", "content": "holds", "release": "demo 1.0.0"},
                   {"slot": "b", "content": "holds", "release": "demo 1.1.0"}],
         "lastFailure": %4$s, "barred": [%5$s]}
        """
        .formatted(generation, version, trial, failure, barred);
  }
}
