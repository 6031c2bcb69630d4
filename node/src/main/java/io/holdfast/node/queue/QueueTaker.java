package io.holdfast.node.queue;

import io.holdfast.config.yaml.ConfigException;
import io.holdfast.node.delivery.ConfigurationDelivery;
import io.holdfast.node.delivery.ContentDelivery;
import io.holdfast.node.delivery.ContentRequest;
import io.holdfast.node.policy.NodePolicy;
import io.holdfast.node.policy.Opening;
import io.holdfast.node.recovery.Medium;
import io.holdfast.node.settle.NodeContext;
import io.holdfast.node.trial.ChangeQueue;
import io.holdfast.node.trial.RefusedException;
import io.holdfast.node.trial.Waiting;
import io.holdfast.node.upgrade.Upgrade;
import io.holdfast.node.upgrade.UpgradeProgress;
import io.holdfast.node.upgrade.UpgradeRequest;
import io.holdfast.release.admission.NotAdmittedException;
import io.holdfast.release.admission.Waiver;
import io.holdfast.release.content.ChannelName;
import io.holdfast.release.manifest.ManifestException;
import io.holdfast.release.manifest.ReleaseName;
import io.holdfast.release.trust.UntrustedException;
import java.io.IOException;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Takes the first change of the queue as if it arrived now: every check is made again.
 *
 * @param node on which
 * @param progress hears of an upgrade's phases
 * @param says hears a line about each change
 * @param clock by which windows are open
 */
public record QueueTaker(
    NodeContext node, UpgradeProgress progress, Consumer<String> says, InstantSource clock) {

  /** One by the node's own clock. */
  public QueueTaker(NodeContext node, UpgradeProgress progress, Consumer<String> says) {
    this(node, progress, says, InstantSource.system());
  }

  /** What came of it. */
  public enum Taken {
    /** Nothing waits, or something is on trial. */
    NOTHING,
    /** The agent switches to it. */
    ARMED,
    /** The machine must restart for it. */
    NEEDS_RESTART,
    /** The next start, whenever it comes, begins its trial. */
    AT_NEXT_START,
    /** The machine must restart for it, once a window is open. */
    AT_NEXT_WINDOW
  }

  /**
   * Takes one that may begin now. A change that is refused now is left out, with a line in the
   * history, and the next one is looked at. A restart that became due when no window was open any
   * more is asked for, too.
   *
   * @throws IOException if it cannot be fetched or written; it waits on
   */
  public Taken take() throws IOException, InterruptedException, RefusedException {
    NodePolicy policy = NodePolicy.of(node.paths(), node.booted());
    RestartDue due = new RestartDue(node);
    if (due.isSet()) {
      return ended(Taken.NEEDS_RESTART, policy.opening(true, clock.instant()));
    }
    Taken taken = take(waiting -> policy.opening(waiting, clock.instant()).isOpen(), policy);
    if (taken == Taken.NOTHING
        && !node.store().read().queue().isEmpty()
        && policy.opening(true, clock.instant()) instanceof Opening.Closed closed) {
      says.accept(closed.why());
    }
    return taken;
  }

  /** The same whether a window is open or not. */
  public Taken takeNow() throws IOException, InterruptedException, RefusedException {
    if (new RestartDue(node).isSet()) {
      return Taken.NEEDS_RESTART;
    }
    return take(waiting -> true, NodePolicy.NONE);
  }

  /** What takes long begins in a window and may be ready after its end. */
  private Taken ended(Taken taken, Opening opening) throws IOException {
    if (taken == Taken.NEEDS_RESTART && !opening.isOpen()) {
      new RestartDue(node).set();
      return Taken.AT_NEXT_WINDOW;
    }
    return taken;
  }

  private Taken take(Predicate<Waiting> mayBegin, NodePolicy policy)
      throws IOException, InterruptedException, RefusedException {
    Upgrade upgrade = new Upgrade(node, progress);
    if (policy.opening(true, clock.instant()).isOpen() && upgrade.finishStaged()) {
      says.accept("what was staged is armed");
      return ended(Taken.NEEDS_RESTART, policy.opening(true, clock.instant()));
    }
    Waiting next = ChangeQueue.next(node.store().read(), node.booted(), mayBegin);
    while (next != null) {
      Waiting one = next;
      says.accept("taking " + one + " from " + one.from());
      try {
        Taken taken = takeFromMedium(one, upgrade);
        if (taken != Taken.NOTHING) {
          return ended(taken, policy.opening(one, clock.instant()));
        }
      } catch (NotAdmittedException
          | UntrustedException
          | ManifestException
          | ConfigException
          | RefusedException e) {
        String why = String.valueOf(e.getMessage());
        says.accept("not taken: " + why);
        node.store().update(state -> ChangeQueue.leftOut(state, one, why, clock.instant()));
      }
      next = ChangeQueue.next(node.store().read(), node.booted(), mayBegin);
    }
    return Taken.NOTHING;
  }

  /** What recovery found on a medium is taken from there, as long as that is plugged in. */
  private Taken takeFromMedium(Waiting waiting, Upgrade upgrade)
      throws IOException,
          InterruptedException,
          NotAdmittedException,
          RefusedException,
          UntrustedException,
          ManifestException,
          ConfigException {
    Medium medium = Medium.of(node.paths());
    if (waiting.kind() == Waiting.Kind.CONTENT
        && new ConfigurationDelivery(node).isPlaced(waiting.manifest())) {
      return configurationPlaced(waiting);
    }
    if (!waiting.from().equals(medium.at().toString())) {
      return take(waiting, upgrade);
    }
    try {
      if (medium.find() == null) {
        throw new IOException(
            waiting
                + " is on a medium labelled "
                + Medium.LABEL
                + ", which is not plugged in. Plug it in; or 'holdfast queue drop "
                + waiting.name()
                + "'.");
      }
      return take(waiting, upgrade);
    } finally {
      medium.release();
    }
  }

  private Taken take(Waiting waiting, Upgrade upgrade)
      throws IOException,
          InterruptedException,
          NotAdmittedException,
          RefusedException,
          UntrustedException,
          ManifestException,
          ConfigException {
    return switch (waiting.kind()) {
      case CONTENT -> {
        ChannelName channel = new ChannelName(waiting.name());
        ContentRequest request =
            new ContentRequest(
                channel,
                waiting.from(),
                waiting.version(),
                waiting.downgrade(),
                waiting.restart(),
                true);
        if (channel.isConfiguration()) {
          new ConfigurationDelivery(node).run(request, progress::phase);
          yield configurationPlaced(waiting);
        }
        new ContentDelivery(node).run(request, progress::phase);
        yield channel.isExtension() && waiting.restart() ? Taken.NEEDS_RESTART : Taken.ARMED;
      }
      case RELEASE -> {
        upgrade.run(
            new UpgradeRequest(
                waiting.from(),
                new ReleaseName(waiting.name()),
                waiting.version(),
                waivers(waiting),
                waiting.restart(),
                true));
        yield waiting.restart() ? Taken.NEEDS_RESTART : Taken.ARMED;
      }
    };
  }

  private Taken configurationPlaced(Waiting waiting) throws IOException, RefusedException {
    node.store().update(state -> ChangeQueue.placed(state, waiting));
    if (!new ConfigurationDelivery(node).isDue()) {
      return Taken.NOTHING;
    }
    return waiting.restart() ? Taken.NEEDS_RESTART : Taken.AT_NEXT_START;
  }

  private static Set<Waiver> waivers(Waiting waiting) {
    Set<Waiver> waivers = EnumSet.noneOf(Waiver.class);
    if (waiting.downgrade()) {
      waivers.add(Waiver.DOWNGRADE);
    }
    if (waiting.otherName()) {
      waivers.add(Waiver.OTHER_NAME);
    }
    return waivers;
  }
}
