package io.holdfast.lab.drill.march;

import io.holdfast.image.keys.KeyFolder;
import io.holdfast.lab.drill.march.March2024.Node;
import io.holdfast.lab.drill.node.MachineNode;
import io.holdfast.lab.drill.prepare.DrillKeys;
import io.holdfast.lab.drill.prepare.WorkFolder;
import io.holdfast.lab.drill.prepare.Workshop;
import io.holdfast.lab.drill.progress.DrillProgress;
import io.holdfast.lab.drill.progress.RunProgress;
import io.holdfast.lab.drill.run.Troupe;
import io.holdfast.lab.machine.Acceleration;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** The drill march-2024: prepares it, plays it. Stateless. */
public final class MarchDrill {
  private MarchDrill() {}

  /**
   * Plays it. A node that misbehaves fails its act; the others are played all the same. Nothing of
   * its machines is left afterwards, however it ends.
   *
   * @param machines that are prepared at once; at least 1
   * @throws IOException if it cannot be prepared: then no act was played
   */
  public static MarchResult run(Workshop workshop, int machines, DrillProgress progress)
      throws IOException, InterruptedException {
    Instant began = Instant.now();
    try (WorkFolder work = WorkFolder.take(workshop.cache())) {
      Acceleration acceleration = Acceleration.probe(workshop.tools());
      KeyFolder keys = DrillKeys.prepare(workshop.cache());
      MarchReleases releases;
      try (RunProgress preparing = progress.begin("")) {
        preparing.step("look whether the releases are built");
        releases = MarchReleases.prepare(workshop, keys, preparing::step);
      }
      List<PreparedNode> nodes =
          prepare(new NodeMaker(workshop, keys, acceleration), releases, machines, progress);
      Stage stage = new Stage(workshop, acceleration, work, releases);
      try (RunProgress playing = progress.begin(March2024.NAME)) {
        return stage.play(nodes, began, playing);
      }
    }
  }

  private static List<PreparedNode> prepare(
      NodeMaker maker, MarchReleases releases, int machines, DrillProgress progress)
      throws IOException, InterruptedException {
    List<Callable<PreparedNode>> tasks = new ArrayList<>();
    // The one with the longest past first, so that nobody waits for it in the end.
    List<Node> nodes =
        March2024.nodes().stream()
            .sorted(Comparator.comparingInt((Node node) -> node.past().size()).reversed())
            .toList();
    for (Node node : nodes) {
      tasks.add(
          () -> {
            try (RunProgress preparing = progress.begin("prepare " + node.name())) {
              return maker.prepare(node, releases, preparing);
            }
          });
    }
    try (Troupe troupe = new Troupe(machines)) {
      return troupe.doAll(tasks);
    }
  }

  /** Where it is played. */
  private record Stage(
      Workshop workshop, Acceleration acceleration, WorkFolder work, MarchReleases releases) {

    MarchResult play(List<PreparedNode> prepared, Instant began, RunProgress progress)
        throws IOException, InterruptedException {
      progress.step("set up the repository and its mirrors");
      Mirrors mirrors = Mirrors.in(work.make("mirrors"));
      mirrors.copy(releases.repository(), Mirrors.STALE);
      Operator operator =
          new Operator(
              mirrors.copy(releases.repository(), Mirrors.FRESH),
              releases.roleKeys(),
              work.make("operator"),
              March2024.nodes().stream().collect(Collectors.toMap(Node::name, Node::exposure)));
      Map<String, StoryNode> nodes = new LinkedHashMap<>();
      try {
        for (PreparedNode each : prepared) {
          progress.step("start " + each.node().name() + " from where it was saved");
          StoryNode node = start(each, mirrors, progress);
          nodes.put(each.node().name(), node);
          node.wake();
        }
        Story story = new Story(operator, nodes, mirrors::open, progress::step);
        List<Chapter> chapters = story.play();
        return new MarchResult(
            began,
            Duration.between(began, Instant.now()),
            describe(),
            chapters,
            story.events(),
            Guidance.text());
      } finally {
        for (StoryNode node : nodes.values()) {
          node.close();
        }
      }
    }

    private StoryNode start(PreparedNode prepared, Mirrors mirrors, RunProgress progress)
        throws IOException, InterruptedException {
      Path copies =
          work.copy(
              prepared.node().name(),
              List.of(
                  prepared.folder().resolve(PreparedNode.DISK),
                  prepared.folder().resolve(PreparedNode.VARIABLES)));
      return new StoryNode(
          prepared.node(),
          MachineNode.start(
              workshop.tools(),
              acceleration,
              prepared.machine(copies, mirrors.web()),
              progress::console));
    }

    private String describe() {
      return switch (acceleration) {
        case KVM -> "virtual machines (KVM), 2 processors, 1 GiB each";
        case EMULATION -> "virtual machines (emulated), 2 processors, 1 GiB each";
      };
    }
  }
}
