package io.holdfast.lab.drill.march;

import io.holdfast.inventory.statement.Exposure;
import io.holdfast.inventory.statement.NodeStatement;
import io.holdfast.inventory.statement.NodeStatement.Holding;
import io.holdfast.inventory.statement.Role;
import io.holdfast.lab.drill.act.Moment;
import io.holdfast.lab.drill.march.March2024.Built;
import io.holdfast.lab.drill.march.March2024.Node;
import io.holdfast.lab.drill.march.March2024.Past;
import io.holdfast.lab.drill.run.FakeNode;
import io.holdfast.lab.machine.serial.ControlShell.Result;
import io.holdfast.release.trust.Envelope;
import io.holdfast.release.trust.SigningKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A node that answers as one with this past would. */
final class TinyNode {
  private static final String REFUSAL = "refused: it is withdrawn (CVE-2024-3094)";

  final Node node;
  final FakeNode machine = new FakeNode();
  private final TinyRepository repository;
  private final SigningKey key = SigningKey.generate();
  private final List<Built> older = new ArrayList<>();
  Built runs;
  private Built recovery;
  private boolean contained;

  /** Of two statements the later counts. */
  private long now = 1_711_670_400;

  TinyNode(Node node, TinyRepository repository) {
    this.node = node;
    this.repository = repository;
    this.runs = node.installed();
    this.recovery = node.installed();
    for (Past past : node.past()) {
      older.add(runs);
      runs =
          switch (past) {
            case Past.Upgraded(Built to) -> to;
            case Past.SentBack(Built to) -> to;
          };
    }
    older.remove(runs);
    machine
        .prints("holdfast status --statement-key", key.publicKey().toPem())
        .on("holdfast status --statement", _ -> new Result(0, statement()))
        .on("holdfast status", _ -> new Result(0, told()))
        .on("holdfast status --json", _ -> new Result(0, status()))
        .on("holdfast follow --from http://10.0.2.100/fresh/", this::follow)
        .on("holdfast follow --from http://10.0.2.100/stale/", _ -> new Result(3, "it is stale"))
        .on("holdfast follow --from http://10.0.2.100/fresh/ --dry-run", _ -> new Result(0, ""))
        .on("systemctl restart holdfast-agent", this::left)
        .prints("/sys/class/net", "")
        .on("holdfast revert", _ -> new Result(3, REFUSAL))
        .on("holdfast upgrade", _ -> new Result(3, REFUSAL))
        .prints("mountpoint", "")
        .on("IMAGE_VERSION", _ -> new Result(0, runs.version() + "\n"));
  }

  StoryNode story() {
    return new StoryNode(node, machine);
  }

  /** Goes where the real decision leads it in this fleet. */
  Result follow(String command) {
    if (runs.isBad()) {
      older.add(runs);
      runs = runs.equals(March2024.SECOND_KIOSK) ? March2024.OLD_KIOSK : March2024.CLEAN_TILL;
      older.remove(runs);
      machine.happens(Moment.Kind.RESET, "the machine restarts");
      machine.happens(Moment.Kind.LOGIN, "login:");
    } else {
      older.removeIf(Built::isBad);
      recovery = recovery.isBad() ? runs : recovery;
    }
    return new Result(0, "");
  }

  /** Left alone with a repository, it goes all the way. */
  private Result left(String command) {
    if (runs.isBad()) {
      follow(command);
      return follow(command);
    }
    contained = true;
    return new Result(0, "");
  }

  private String told() {
    if (contained) {
      return "problem: the network is stopped (HF-2024-0001)";
    }
    boolean marked = recovery.isBad() || older.stream().anyMatch(Built::isBad);
    return "held: " + older + (marked ? " (CVE-2024-3094)" : "");
  }

  private String statement() throws IOException {
    List<Holding> holdings = new ArrayList<>();
    holdings.add(new Holding(Role.RUNNING, repository.ref(runs)));
    holdings.add(new Holding(Role.LAST_KNOWN_GOOD, repository.ref(runs)));
    for (Built each : older) {
      holdings.add(new Holding(Role.OLDER, repository.ref(each)));
    }
    holdings.add(new Holding(Role.RECOVERY, repository.ref(recovery)));
    NodeStatement statement =
        new NodeStatement(node.name(), node.site(), ++now, Exposure.UNKNOWN, holdings, Set.of());
    return Envelope.sign(NodeStatement.TYPE, statement.bytes(), key).toJson();
  }

  private String status() {
    return """
        {"running": {"generation": 1, "release": "%s", "recovery": false, "proven": true,
        "configured": true}, "slots": [], "lastKnownGood": 1, "trial": {"state": "idle"},
        "barred": []}
        """
        .formatted(runs);
  }
}
