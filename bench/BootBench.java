import io.holdfast.image.tools.ToolsTree;
import io.holdfast.lab.drill.act.Moment;
import io.holdfast.lab.drill.node.MachineNode;
import io.holdfast.lab.machine.Acceleration;
import io.holdfast.lab.machine.Disk;
import io.holdfast.lab.machine.FirmwareVariables;
import io.holdfast.lab.machine.MachineSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Power-on to login, with and without the agent. */
final class BootBench {
  private static final Duration LIMIT = Duration.ofMinutes(10);

  /** The same image, in which neither the early start nor the daemon does anything. */
  private static final String WITHOUT =
      """
      files:
        - path: /usr/lib/holdfast/early
          mode: "0755"
          content: |
            #!/bin/sh
            exit 0
      mask: [holdfast-agent.service]
      """;

  private BootBench() {}

  static void run(Bench.Place place, int times) throws Exception {
    Path with = install(place, "with", "");
    Path without = install(place, "without", WITHOUT);
    ToolsTree tools = ToolsTree.open(place.tools());
    Acceleration acceleration = Acceleration.probe(tools);
    // The first boot of an installation does more than the others.
    boot(tools, acceleration, with);
    boot(tools, acceleration, without);
    List<Double> ours = new ArrayList<>();
    List<Double> theirs = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      ours.add(boot(tools, acceleration, with));
      theirs.add(boot(tools, acceleration, without));
    }
    Bench.tell("boot to login", ours, "without the agent", theirs, "s", "1.25");
  }

  private static Path install(Bench.Place place, String name, String more) throws Exception {
    Path disk = place.work().resolve(name + ".img");
    Files.deleteIfExists(disk);
    Path repository = place.work().resolve("boot-repository");
    Path recipe = place.recipe(name, "1.0.0", more);
    if (!Files.exists(repository.resolve("releases").resolve(name))) {
      place.holdfast(
          List.of(
              "build", recipe.toString(), "--to", repository.toString(), "--keys",
              place.keys().toString()));
    }
    Path configuration = place.work().resolve("node.yaml");
    Files.writeString(configuration, "#cloud-config\nhostname: bench\n");
    place.holdfast(
        List.of(
            "install", "--disk", disk.toString(), "--size", "4G", "--from", repository.toString(),
            "--name", name, "--trust", place.keys().resolve("release.pub").toString(), "--config",
            configuration.toString()));
    Path variables = place.work().resolve(name + ".variables");
    Files.deleteIfExists(variables);
    FirmwareVariables.create(ToolsTree.open(place.tools()), variables);
    return disk;
  }

  private static double boot(ToolsTree tools, Acceleration acceleration, Path disk)
      throws Exception {
    Path variables = disk.resolveSibling(disk.getFileName().toString().replace(".img", ".variables"));
    MachineSpec spec =
        MachineSpec.of("bench", variables, Disk.raw(disk))
            .with(MachineSpec.Network.NONE)
            .with(MachineSpec.Flushes.IGNORED);
    long start = System.nanoTime();
    try (MachineNode node = MachineNode.start(tools, acceleration, spec, line -> {})) {
      node.recorder().await(0, moment -> moment.kind() == Moment.Kind.LOGIN, "a login", LIMIT);
      return Bench.seconds(start);
    }
  }
}
