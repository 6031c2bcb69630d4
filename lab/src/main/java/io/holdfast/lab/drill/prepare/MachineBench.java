package io.holdfast.lab.drill.prepare;

import io.holdfast.image.tools.ToolsTree;
import io.holdfast.lab.drill.act.Moment;
import io.holdfast.lab.drill.node.DrilledNode;
import io.holdfast.lab.drill.node.MachineNode;
import io.holdfast.lab.drill.run.Bench;
import io.holdfast.lab.machine.Acceleration;
import io.holdfast.lab.machine.MachineSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Nodes in virtual machines, each on its own copy of the healthy node's disk.
 *
 * @param tools the tools tree
 * @param acceleration that of the healthy node's snapshot
 * @param healthy what is copied
 * @param work where the copies are
 * @param count of nodes so far
 */
public record MachineBench(
    ToolsTree tools,
    Acceleration acceleration,
    HealthyNode healthy,
    WorkFolder work,
    AtomicInteger count)
    implements Bench {
  /** Emulated and on a busy host, a boot takes two minutes. */
  private static final Duration BOOT = Duration.ofMinutes(8);

  @Override
  public DrilledNode healthyNode(Consumer<String> console)
      throws IOException, InterruptedException {
    return start(console, true);
  }

  /** How long the node takes from power-on to its login, measured now. */
  public Duration normalBoot(Consumer<String> console) throws IOException, InterruptedException {
    try (DrilledNode node = start(console, false)) {
      Instant powerOn = Instant.now();
      int place =
          node.recorder().await(0, moment -> moment.kind() == Moment.Kind.LOGIN, "a login", BOOT);
      Moment login = node.recorder().moments().get(place - 1);
      return Duration.between(powerOn, login.at());
    }
  }

  private DrilledNode start(Consumer<String> console, boolean fromSnapshot)
      throws IOException, InterruptedException {
    String name = "drill-" + count.incrementAndGet();
    Path copies =
        work.copy(
            name,
            List.of(
                healthy.folder().resolve(HealthyNode.DISK),
                healthy.folder().resolve(HealthyNode.VARIABLES)));
    boolean started = false;
    try {
      MachineSpec spec = healthy.machine(name, copies);
      MachineNode node =
          MachineNode.start(tools, acceleration, fromSnapshot ? spec : spec.fromPowerOn(), console);
      started = true;
      return node.afterClose(() -> work.delete(copies));
    } finally {
      if (!started) {
        work.delete(copies);
      }
    }
  }
}
