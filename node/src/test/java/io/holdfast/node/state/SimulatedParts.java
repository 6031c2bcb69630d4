package io.holdfast.node.state;

import io.holdfast.node.trial.Booted;
import io.holdfast.node.trial.Configurations;
import io.holdfast.node.trial.Generation;
import io.holdfast.node.trial.NodeState;
import io.holdfast.release.content.ContentRef;
import java.util.ArrayList;
import java.util.List;

/** Puts contents, extensions and the configuration where a simulated machine uses them. */
final class SimulatedParts {
  private SimulatedParts() {}

  /** What a start finds in use: all of what the state says runs. */
  static void atStart(Disk disk, NodeState state, Booted booted) {
    disk.links = contents(state, booted);
    disk.configuration = Configurations.inEffect(state, booted, disk.found);
  }

  /** What a running machine can change: contents, and what takes effect at a start stays. */
  static List<ContentRef> whileRunning(Disk disk, NodeState state, Booted booted) {
    List<ContentRef> links = new ArrayList<>();
    disk.links.stream().filter(link -> link.channel().isExtension()).forEach(links::add);
    contents(state, booted).stream()
        .filter(link -> !link.channel().isExtension())
        .forEach(links::add);
    return List.copyOf(links);
  }

  static List<ContentRef> contents(NodeState state, Booted booted) {
    Generation generation = state.running(booted);
    return generation == null ? List.of() : generation.contents();
  }
}
