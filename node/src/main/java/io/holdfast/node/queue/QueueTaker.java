package io.holdfast.node.queue;

import io.holdfast.config.yaml.ConfigException;
import io.holdfast.node.delivery.ContentDelivery;
import io.holdfast.node.delivery.ContentRequest;
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
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Takes the first change of the queue as if it arrived now: every check is made again.
 *
 * @param node on which
 * @param progress hears of an upgrade's phases
 * @param says hears a line about each change
 */
public record QueueTaker(NodeContext node, UpgradeProgress progress, Consumer<String> says) {
  /** What came of it. */
  public enum Taken {
    /** Nothing waits, or something is on trial. */
    NOTHING,
    /** The agent switches to it. */
    ARMED,
    /** The machine must restart for it. */
    NEEDS_RESTART
  }

  /**
   * Takes one. A change that is refused now is left out, with a line in the history, and the next
   * one is looked at.
   *
   * @throws IOException if it cannot be fetched or written; it waits on
   */
  public Taken take() throws IOException, InterruptedException, RefusedException {
    Upgrade upgrade = new Upgrade(node, progress);
    if (upgrade.finishStaged()) {
      says.accept("what was staged is armed");
      return Taken.NEEDS_RESTART;
    }
    Waiting next = ChangeQueue.next(node.store().read(), node.booted());
    while (next != null) {
      Waiting one = next;
      says.accept("taking " + one + " from " + one.from());
      try {
        return take(one, upgrade);
      } catch (NotAdmittedException
          | UntrustedException
          | ManifestException
          | ConfigException
          | RefusedException e) {
        String why = String.valueOf(e.getMessage());
        says.accept("not taken: " + why);
        node.store().update(state -> ChangeQueue.leftOut(state, one, why, Instant.now()));
      }
      next = ChangeQueue.next(node.store().read(), node.booted());
    }
    return Taken.NOTHING;
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
        new ContentDelivery(node)
            .run(
                new ContentRequest(
                    channel,
                    waiting.from(),
                    waiting.version(),
                    waiting.downgrade(),
                    waiting.restart()),
                progress::phase);
        yield channel.isExtension() && waiting.restart() ? Taken.NEEDS_RESTART : Taken.ARMED;
      }
      case RELEASE -> {
        upgrade.run(
            new UpgradeRequest(
                waiting.from(),
                new ReleaseName(waiting.name()),
                waiting.version(),
                waivers(waiting),
                waiting.restart()));
        yield waiting.restart() ? Taken.NEEDS_RESTART : Taken.ARMED;
      }
    };
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
