package io.holdfast.node.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.node.trial.ChangeQueue;
import io.holdfast.node.trial.NodeState;
import io.holdfast.node.trial.Outcome;
import io.holdfast.node.trial.ReleaseRef;
import io.holdfast.node.trial.TrialMachine;
import io.holdfast.node.trial.Waiting;
import io.holdfast.release.Digest;
import io.holdfast.release.Version;
import io.holdfast.release.content.ChannelName;
import io.holdfast.release.content.ContentRef;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Changes that arrive while another is on trial, and what becomes of them. */
final class SimulatedQueue {
  private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);

  private final Map<Digest, ReleaseRef> releases = new HashMap<>();
  private final Map<Digest, ContentRef> contents = new HashMap<>();
  private final Set<Digest> configurations = new HashSet<>();
  private final Set<Digest> placed = new HashSet<>();
  private final Set<Waiting> accepted = new HashSet<>();

  void arrives(SimulatedNode node, ReleaseRef release) {
    releases.put(release.manifest(), release);
    arrives(
        node, waiting(Waiting.Kind.RELEASE, release.name(), release.version(), release.manifest()));
  }

  void arrives(SimulatedNode node, ContentRef content) {
    contents.put(content.manifest(), content);
    arrives(
        node,
        waiting(
            Waiting.Kind.CONTENT, content.channel().text(), content.version(), content.manifest()));
  }

  void configurationArrives(SimulatedNode node, Digest configuration) {
    configurations.add(configuration);
    String name = ChannelName.ofConfiguration("sea").text();
    arrives(node, waiting(Waiting.Kind.CONTENT, name, new Version("1"), configuration));
  }

  private void arrives(SimulatedNode node, Waiting waiting) {
    try {
      node.attempt(state -> ChangeQueue.add(state, waiting, node.booted()));
    } finally {
      if (node.state().queue().contains(waiting)) {
        // One of the same thing gave way to it.
        accepted.removeIf(
            other ->
                other.kind() == waiting.kind()
                    && (other.kind() == Waiting.Kind.RELEASE
                        || other.name().equals(waiting.name())));
        accepted.add(waiting);
      }
    }
  }

  /** What the agent does when nothing is on trial. */
  void take(SimulatedNode node) {
    Waiting next = ChangeQueue.next(node.state(), node.booted());
    if (next == null) {
      return;
    }
    if (configurations.contains(next.manifest())) {
      node.disk.found = next.manifest();
      placed.add(next.manifest());
      node.attempt(state -> ChangeQueue.placed(state, next));
      return;
    }
    long before = node.state().epoch();
    ReleaseRef release = releases.get(next.manifest());
    ContentRef content = contents.get(next.manifest());
    if (content != null) {
      node.attempt(state -> TrialMachine.contentStaged(state, content, node.booted(), NOW));
    } else if (release != null) {
      node.attempt(state -> TrialMachine.beginWriting(state, release, node.booted()));
    }
    if (node.state().epoch() == before) {
      node.attempt(state -> ChangeQueue.leftOut(state, next, "refused", NOW));
    }
  }

  /** None that was accepted is lost: it waits, was tried, or the history says why not. */
  void check(NodeState state, Promises promises) {
    for (Waiting one : accepted) {
      boolean told =
          state.history().stream()
              .anyMatch(
                  line ->
                      line instanceof Outcome.NotTaken left && left.what().equals(one.toString()));
      assertThat(
              state.queue().contains(one)
                  || promises.wasTried(one.manifest())
                  || placed.contains(one.manifest())
                  || told)
          .as("%s is not lost from the queue", one)
          .isTrue();
    }
  }

  private static Waiting waiting(Waiting.Kind kind, String name, Version version, Digest manifest) {
    return new Waiting(kind, name, version, manifest, "/run/repo", false, false, true, NOW);
  }
}
