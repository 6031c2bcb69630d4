import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What all benchmarks share; started by {@code bench/run}. */
final class Bench {
  private Bench() {}

  public static void main(String[] args) throws Exception {
    Place place = new Place(Path.of(args[0]), Path.of(args[1]), Path.of(args[2]));
    int times = args.length > 4 ? Integer.parseInt(args[4]) : 5;
    switch (args[3]) {
      case "boot" -> BootBench.run(place, times);
      case "build" -> BuildBench.run(place, times);
      case "write" -> WriteBench.run(place, times);
      case "stages" -> StagesBench.run(place, times);
      case "check" -> CheckBench.run(place, times);
      case "metadata" -> MetadataBench.run(place.root(), place.work(), times);
      case "guest-look" -> GuestLookBench.run(place, times);
      case "index" ->
          IndexBench.run(
              place,
              args.length > 4 ? times : 1000,
              args.length > 5 ? Integer.parseInt(args[5]) : 1_000_000,
              args.length > 6 ? args[6] : "");
      default -> throw new IllegalArgumentException("no such benchmark: " + args[3]);
    }
    System.exit(0);
  }

  /**
   * Where things are.
   *
   * @param root of the project
   * @param tools the tools tree
   * @param work a folder outside the project, for private keys are made in it
   */
  record Place(Path root, Path tools, Path work) {
    /** A recipe of the drill's base, made from lines of YAML. */
    Path recipe(String name, String version, String more) throws IOException {
      Path file = work().resolve(name + "-" + version + ".yaml");
      Files.writeString(
          file,
          "name: "
              + name
              + "\nversion: "
              + version
              + "\nbase: {debian: trixie}\nkernel: {package: linux-image-cloud-amd64}\n"
              + more);
      return file;
    }

    /** Made once. */
    Path keys() throws IOException, InterruptedException {
      Path keys = work().resolve("keys");
      if (!Files.exists(keys)) {
        holdfast(List.of("keys", "new", "--to", keys.toString()));
      }
      return keys;
    }

    Process start(List<String> arguments, String cache) throws IOException {
      // As bin/holdfast does, but without its look whether something must be set up.
      List<String> command = new ArrayList<>();
      command.add(ProcessHandle.current().info().command().orElseThrow());
      command.add("@" + root.resolve("cli/target/setup/java.options"));
      boolean isShort = List.of("config", "inventory").contains(arguments.getFirst());
      command.add("-XX:TieredStopAtLevel=" + (isShort ? 1 : 4));
      command.add("io.holdfast.cli.Holdfast");
      command.addAll(arguments);
      ProcessBuilder builder = new ProcessBuilder(command);
      if (!cache.isEmpty()) {
        builder.environment().put("XDG_CACHE_HOME", cache);
      }
      Path log = work().resolve("log");
      return builder
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
          .start();
    }

    void holdfast(List<String> arguments) throws IOException, InterruptedException {
      int code = start(arguments, "").waitFor();
      if (code != 0) {
        throw new IOException(
            "holdfast " + arguments + " ended with " + code + "; see " + work().resolve("log"));
      }
    }
  }

  static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** One line: both medians, their ratio and its bar. */
  static void tell(
      String what, List<Double> ours, String peer, List<Double> theirs, String unit, String bar) {
    System.out.printf(
        Locale.ROOT,
        "%s: %.2f %s, %s: %.2f %s, ratio %.3f (bar %s); each: %s and %s%n",
        what,
        median(ours),
        unit,
        peer,
        median(theirs),
        unit,
        median(ours) / median(theirs),
        bar,
        round(ours),
        round(theirs));
  }

  static double seconds(long sinceNanos) {
    return (System.nanoTime() - sinceNanos) / 1e9;
  }

  private static String round(List<Double> values) {
    return values.stream().map(value -> String.format(Locale.ROOT, "%.2f", value)).toList() + "";
  }
}
