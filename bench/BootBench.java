import java.util.ArrayList;
import java.util.List;

/** Power-on to login, with and without the agent. */
final class BootBench {
  private static final String CONFIGURATION = "#cloud-config\nhostname: bench\n";

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
    BenchNode with = node(place, "with", "");
    BenchNode without = node(place, "without", WITHOUT);
    // The first boot of an installation does more than the others.
    with.boot();
    without.boot();
    List<Double> ours = new ArrayList<>();
    List<Double> theirs = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      ours.add(with.boot());
      theirs.add(without.boot());
    }
    Bench.tell("boot to login", ours, "without the agent", theirs, "s", "1.25");
  }

  private static BenchNode node(Bench.Place place, String name, String more) throws Exception {
    return BenchNode.install(place, BenchNode.build(place, name, more), name, CONFIGURATION);
  }
}
