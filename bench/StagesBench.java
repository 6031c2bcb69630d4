import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a configuration of 6 stages and 20 steps adds to a boot. */
final class StagesBench {
  private static final String EMPTY = "#cloud-config\n";

  private static final String DONE = "bench: every stage was run";

  /** The agent's mark that it has run every stage of this boot becomes a line on the console. */
  private static final String MARK =
      """
      units:
        - name: bench-mark.path
          content: |
            [Path]
            PathExists=/run/holdfast/configured
            [Install]
            WantedBy=multi-user.target
        - name: bench-mark.service
          enabled: false
          content: |
            [Service]
            Type=oneshot
            RemainAfterExit=yes
            ExecStart=/bin/sh -c 'echo "bench: every stage was run" >/dev/console'
      """;

  private StagesBench() {}

  static void run(Bench.Place place, int times) throws Exception {
    String stages = Files.readString(place.root().resolve("bench/stages.yaml"));
    Path repository = BenchNode.build(place, "stages", MARK);
    BenchNode full = BenchNode.install(place, repository, "stages", stages);
    BenchNode empty = BenchNode.install(place, repository, "empty", EMPTY);
    // The first boot of an installation does more than the others.
    boot(full);
    boot(empty);
    List<List<Double>> ours = new ArrayList<>();
    List<List<Double>> theirs = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      // Who goes first takes turns, so that a machine that grows slower favours nobody.
      if (i % 2 == 0) {
        ours.add(boot(full));
        theirs.add(boot(empty));
      } else {
        theirs.add(boot(empty));
        ours.add(boot(full));
      }
    }
    tell("boot to login with 20 steps", ours, theirs, 0);
    tell("boot to the end of all stages with 20 steps", ours, theirs, 1);
  }

  private static void tell(
      String what, List<List<Double>> ours, List<List<Double>> theirs, int which) {
    Bench.tell(
        what,
        ours.stream().map(each -> each.get(which)).toList(),
        "with an empty configuration",
        theirs.stream().map(each -> each.get(which)).toList(),
        "s",
        "1.10");
  }

  private static List<Double> boot(BenchNode node) throws Exception {
    return node.bootUntil(DONE);
  }
}
