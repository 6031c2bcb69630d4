import io.holdfast.host.FileTree;
import io.holdfast.image.tools.ToolsTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Building a release. */
final class BuildBench {
  private static final Duration PACKING = Duration.ofMinutes(10);

  /**
   * Between two looks whether an outside tool runs. Nothing else can tell without a change of what is
   * measured; a build takes a minute, so the error is below a hundredth, and looking costs little.
   */
  private static final Duration SAMPLE = Duration.ofMillis(20);

  /** Of the first build's time, that during which at least one outside tool runs. */
  private record Built(double seconds, double tools) {}

  private BuildBench() {}

  static void run(Bench.Place place, int times) throws Exception {
    List<Double> first = new ArrayList<>();
    List<Double> outside = new ArrayList<>();
    List<Double> changed = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      Path work = place.work().resolve("build");
      if (Files.exists(work)) {
        FileTree.delete(work);
      }
      Path cache = Files.createDirectories(work.resolve("cache/holdfast"));
      // The tools are no part of a release: they are there from the first day on.
      Path tools = place.tools().getParent();
      link(tools, cache.resolve(tools.getFileName()));
      Built whole = build(place, work, "1.0.0", "one");
      first.add(whole.seconds());
      outside.add(whole.tools());
      changed.add(build(place, work, "1.0.1", "two").seconds());
    }
    Bench.tell("first build", first, "its outside tools", outside, "s", "1.3");
    Bench.tell("build after one file changed", changed, "first build", first, "s", "0.3");
    size(place);
  }

  /** A second name for the whole tree costs nothing and is deleted without harm. */
  private static void link(Path from, Path to) throws IOException, InterruptedException {
    Process copy =
        new ProcessBuilder("cp", "-al", from.toString(), to.toString()).inheritIO().start();
    if (copy.waitFor() != 0) {
      throw new IOException("cp failed");
    }
  }

  private static Built build(Bench.Place place, Path work, String version, String content)
      throws Exception {
    Path recipe =
        place.recipe(
            "bench",
            version,
            "files:\n  - path: /usr/lib/bench/text\n    content: " + content + "\n");
    long start = System.nanoTime();
    Process process =
        place.start(
            List.of(
                "build", recipe.toString(), "--to", work.resolve("repository").toString(), "--keys",
                place.keys().toString()),
            work.resolve("cache").toString());
    long last = start;
    long busy = 0;
    while (!process.waitFor(SAMPLE.toMillis(), TimeUnit.MILLISECONDS)) {
      long now = System.nanoTime();
      if (process.children().findAny().isPresent()) {
        busy += now - last;
      }
      last = now;
    }
    if (process.exitValue() != 0) {
      throw new IOException("the build failed; see " + place.work().resolve("log"));
    }
    return new Built(Bench.seconds(start), busy / 1e9);
  }

  /** The files of the root image just built, packed by hand. */
  private static void size(Bench.Place place) throws Exception {
    Path work = place.work().resolve("build");
    ToolsTree tools = ToolsTree.open(place.tools());
    Path image;
    try (Stream<Path> files = Files.walk(work.resolve("cache/holdfast"))) {
      image =
          files.filter(file -> file.endsWith("root.erofs")).findFirst().orElseThrow();
    }
    Path byHand = work.resolve("by-hand.erofs");
    Path tree = work.resolve("tree");
    Files.createDirectories(tree);
    tools
        .command(
            List.of(image.getParent()),
            List.of(work),
            List.of("fsck.erofs", "--extract=" + tree, "--overwrite", image.toString()))
        .within(PACKING)
        .check();
    tools
        .command(
            List.of(),
            List.of(work),
            List.of("mkfs.erofs", "-zlz4hc,9", byHand.toString(), tree.toString()))
        .within(PACKING)
        .check();
    Bench.tell(
        "root image",
        List.of(Files.size(image) / 1e6),
        "mkfs.erofs by hand",
        List.of(Files.size(byHand) / 1e6),
        "MB",
        "1.05");
    FileTree.delete(tree);
  }
}
