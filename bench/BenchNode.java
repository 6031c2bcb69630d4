import io.holdfast.host.FileTree;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** A node that was installed for a benchmark, on a disk of its own. */
record BenchNode(ToolsTree tools, Acceleration acceleration, Path disk) {
  private static final Duration LIMIT = Duration.ofMinutes(10);

  /**
   * A repository with one release as the sources are now. Its steps are cached, so that one which has
   * not changed costs seconds.
   *
   * @param more lines of its recipe
   * @param options of the command besides
   */
  static Path build(Bench.Place place, String release, String more, String... options)
      throws Exception {
    Path repository = place.work().resolve("repository-" + release);
    if (Files.exists(repository)) {
      FileTree.delete(repository);
    }
    List<String> command =
        new ArrayList<>(
            List.of(
                "build", place.recipe(release, "1.0.0", more).toString(), "--to",
                repository.toString(), "--keys", place.keys().toString()));
    command.addAll(List.of(options));
    place.holdfast(command);
    return repository;
  }

  /**
   * Installs one, anew, from a repository that has one release.
   *
   * @param name of its disk
   */
  static BenchNode install(Bench.Place place, Path repository, String name, String configuration)
      throws Exception {
    Path disk = place.work().resolve(name + ".img");
    Files.deleteIfExists(disk);
    Path file = place.work().resolve(name + "-node.yaml");
    Files.writeString(file, configuration);
    place.holdfast(
        List.of(
            "install", "--disk", disk.toString(), "--size", "4G", "--from", repository.toString(),
            "--trust", place.keys().resolve("release.pub").toString(), "--config",
            file.toString()));
    ToolsTree tools = ToolsTree.open(place.tools());
    Path variables = place.work().resolve(name + ".variables");
    Files.deleteIfExists(variables);
    FirmwareVariables.create(tools, variables);
    return new BenchNode(tools, Acceleration.probe(tools), disk);
  }

  /** Seconds from power-on to login. */
  double boot() throws Exception {
    CompletableFuture<Double> none = CompletableFuture.completedFuture(0.0);
    return boot((line, seconds) -> {}, none).getFirst();
  }

  /** Seconds from power-on to login, and to a line of the console, whichever comes first. */
  List<Double> bootUntil(String wanted) throws Exception {
    CompletableFuture<Double> told = new CompletableFuture<>();
    return boot(
        (line, seconds) -> {
          if (line.contains(wanted)) {
            told.complete(seconds);
          }
        },
        told);
  }

  private List<Double> boot(BiConsumer<String, Double> heard, CompletableFuture<Double> last)
      throws Exception {
    String name = disk.getFileName().toString().replace(".img", ".variables");
    MachineSpec spec =
        MachineSpec.of("bench", disk.resolveSibling(name), Disk.raw(disk))
            .with(MachineSpec.Network.NONE)
            .with(MachineSpec.Flushes.IGNORED);
    long start = System.nanoTime();
    try (MachineNode node =
        MachineNode.start(
            tools, acceleration, spec, line -> heard.accept(line, Bench.seconds(start)))) {
      node.recorder().await(0, moment -> moment.kind() == Moment.Kind.LOGIN, "a login", LIMIT);
      double login = Bench.seconds(start);
      return List.of(login, last.get(LIMIT.toSeconds(), TimeUnit.SECONDS));
    }
  }
}
