package io.holdfast.node.withdrawal;

import io.holdfast.config.yaml.ConfigException;
import io.holdfast.node.delivery.Accepted;
import io.holdfast.node.delivery.ConfigurationDelivery;
import io.holdfast.node.delivery.ContentDelivery;
import io.holdfast.node.delivery.ContentRequest;
import io.holdfast.node.settle.NodeContext;
import io.holdfast.node.trial.Generation;
import io.holdfast.node.trial.RefusedException;
import io.holdfast.node.upgrade.Upgrade;
import io.holdfast.node.upgrade.UpgradeProgress;
import io.holdfast.node.upgrade.UpgradeRequest;
import io.holdfast.release.admission.NotAdmittedException;
import io.holdfast.release.admission.Vouched;
import io.holdfast.release.admission.Withdrawn;
import io.holdfast.release.content.ChannelName;
import io.holdfast.release.content.ContentRef;
import io.holdfast.release.manifest.ManifestException;
import io.holdfast.release.manifest.ReleaseName;
import io.holdfast.release.trust.UntrustedException;
import java.io.IOException;
import java.util.Set;

/**
 * In this process, as by {@code holdfast upgrade} and its like.
 *
 * @param node to which
 * @param progress hears how it goes
 * @param now whether it begins also while no window is open
 */
public record BringNow(NodeContext node, UpgradeProgress progress, boolean now) implements Bringer {
  @Override
  public Taken bring(Vouched to, String from)
      throws IOException,
          InterruptedException,
          NotAdmittedException,
          RefusedException,
          UntrustedException,
          ManifestException,
          ConfigException {
    if (to.kind() == Withdrawn.Kind.RELEASE) {
      return taken(
          new Upgrade(node, progress)
              .run(
                  new UpgradeRequest(
                      from, new ReleaseName(to.name()), to.version(), Set.of(), true, now)));
    }
    ChannelName channel = new ChannelName(to.name());
    // What is vouched for may be older than what is withdrawn; it is above the floor.
    ContentRequest request = new ContentRequest(channel, from, to.version(), true, true, now);
    return taken(
        channel.isConfiguration()
            ? new ConfigurationDelivery(node).run(request, progress::phase)
            : new ContentDelivery(node).run(request, progress::phase));
  }

  private Taken taken(Accepted accepted) throws IOException {
    return switch (accepted) {
      case Accepted.Armed(Generation armed) ->
          new Taken(armed + " is armed", !armed.isBesides(good()) || startsIt(armed));
      case Accepted.Placed(ContentRef placed) -> new Taken(placed + " is in its place", true);
      case Accepted.Waits waits -> new Taken(waits.words(), false);
    };
  }

  private boolean startsIt(Generation armed) throws IOException {
    return !armed.extensions().equals(good().extensions());
  }

  private Generation good() throws IOException {
    return node.store().read().lastKnownGoodGeneration();
  }
}
