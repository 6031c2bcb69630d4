package io.holdfast.node.withdrawal;

import io.holdfast.node.settle.NodeContext;
import io.holdfast.node.trial.ChangeQueue;
import io.holdfast.node.trial.NodeState;
import io.holdfast.node.trial.Outcome;
import io.holdfast.node.trial.RefusedException;
import io.holdfast.node.trial.Waiting;
import io.holdfast.release.Digest;
import io.holdfast.release.admission.Vouched;
import io.holdfast.release.admission.Withdrawn;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * By the queue, which the agent has taken by another process once nothing is on trial and a window
 * is open: a daemon keeps no memory for it.
 *
 * @param node to which
 * @param clock of the node
 */
public record BringByQueue(NodeContext node, InstantSource clock) implements Bringer {
  /** What was refused, or a person dropped, is not asked for again meanwhile. */
  private static final Duration NOT_AGAIN = Duration.ofDays(1);

  @Override
  public Taken bring(Vouched to, String from) throws IOException, RefusedException {
    Waiting wanted = waiting(to, from);
    for (Waiting known : node.store().read().queue()) {
      if (known.manifest().equals(to.manifest()) && known.from().equals(from)) {
        return new Taken(known + " waits in the queue", false);
      }
    }
    node.store().update(state -> ChangeQueue.addHeld(state, wanted));
    return new Taken(wanted + " waits in the queue", false);
  }

  /** The manifests of what the queue left out lately. */
  public static Set<Digest> leftOut(NodeState state, List<Vouched> vouched, Instant now) {
    Set<String> lately = new HashSet<>();
    for (Outcome outcome : state.history()) {
      if (outcome instanceof Outcome.NotTaken(Instant at, String what, String _)
          && at.isAfter(now.minus(NOT_AGAIN))) {
        lately.add(what);
      }
    }
    Set<Digest> manifests = new HashSet<>();
    for (Vouched each : vouched) {
      if (lately.contains(waiting(each, "here", now).toString())) {
        manifests.add(each.manifest());
      }
    }
    return manifests;
  }

  private Waiting waiting(Vouched to, String from) {
    return waiting(to, from, clock.instant());
  }

  private static Waiting waiting(Vouched to, String from, Instant now) {
    boolean content = to.kind() == Withdrawn.Kind.CONTENT;
    return new Waiting(
        content ? Waiting.Kind.CONTENT : Waiting.Kind.RELEASE,
        to.name(),
        to.version(),
        to.manifest(),
        from,
        content,
        false,
        true,
        now);
  }
}
