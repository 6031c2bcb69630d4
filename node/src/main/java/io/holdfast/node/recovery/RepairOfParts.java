package io.holdfast.node.recovery;

import io.holdfast.config.yaml.ConfigException;
import io.holdfast.host.Progress;
import io.holdfast.node.content.ContentLinks;
import io.holdfast.node.content.NodeChannels;
import io.holdfast.node.delivery.Accepted;
import io.holdfast.node.delivery.ConfigurationDelivery;
import io.holdfast.node.delivery.ContentDelivery;
import io.holdfast.node.delivery.ContentRequest;
import io.holdfast.node.settle.NodeContext;
import io.holdfast.node.trial.Generation;
import io.holdfast.node.trial.RefusedException;
import io.holdfast.node.trial.Waiting;
import io.holdfast.release.Version;
import io.holdfast.release.admission.NotAdmittedException;
import io.holdfast.release.content.ChannelName;
import io.holdfast.release.content.ContentRef;
import io.holdfast.release.manifest.ManifestException;
import io.holdfast.release.repository.Repository;
import io.holdfast.release.trust.UntrustedException;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Repairs what of a generation is no release: a configuration is put in its place, and newer
 * content and extensions wait until a generation runs, which has the partition that they are
 * written to.
 *
 * @param node that recovery runs on
 * @param says tells a line about what happens
 */
public record RepairOfParts(NodeContext node, Consumer<String> says) {
  /** A repository with more for one node is none that anybody made for its repair. */
  private static final int MOST_CHANNELS = 64;

  /**
   * Brings what there is for this node. What is refused is told, and the rest is brought.
   *
   * @return whether there was anything
   * @throws IOException if the repository cannot be read, or the node not be written
   */
  public boolean bring(String from) throws IOException, InterruptedException {
    Repository repository = Repository.at(from);
    boolean brought = false;
    for (ChannelName channel : wanted(repository.channels())) {
      List<Version> versions = repository.contentVersions(channel);
      if (!versions.isEmpty() && isNews(channel, versions.getLast())) {
        brought |= bring(new ContentRequest(channel, from, versions.getLast(), false, true, true));
      }
    }
    return brought;
  }

  private boolean bring(ContentRequest request) throws IOException, InterruptedException {
    try {
      Accepted accepted =
          request.channel().isConfiguration()
              ? new ConfigurationDelivery(node).run(request, Progress.SILENT)
              : new ContentDelivery(node).run(request, Progress.SILENT);
      says.accept(
          switch (accepted) {
            case Accepted.Waits waits -> waits.words();
            case Accepted.Placed placed -> placed.configuration() + " is in its place";
            case Accepted.Armed armed -> armed.generation() + " is armed";
          });
      return true;
    } catch (NotAdmittedException
        | RefusedException
        | UntrustedException
        | ManifestException
        | ConfigException e) {
      says.accept("not taken: " + e.getMessage());
      return false;
    }
  }

  /** A configuration for nodes of this release, extensions that it has, and declared channels. */
  private List<ChannelName> wanted(List<ChannelName> offered) throws IOException {
    Generation good = node.store().read().lastKnownGoodGeneration();
    Set<ChannelName> declared = new HashSet<>();
    try {
      NodeChannels.of(node.paths()).forEach(channel -> declared.add(ContentLinks.nameOf(channel)));
    } catch (ConfigException e) {
      says.accept("the configuration's channels cannot be read: " + e.getMessage());
    }
    return offered.stream()
        .filter(
            channel ->
                channel.isConfiguration()
                    ? channel.name().equals(good.release().name())
                    : channel.isExtension()
                        ? good.content(channel) != null
                        : declared.contains(channel))
        .limit(MOST_CHANNELS)
        .toList();
  }

  /** Not what the node has or waits for: a medium that stays plugged in is looked at again. */
  private boolean isNews(ChannelName channel, Version newest) throws IOException {
    var state = node.store().read();
    ContentRef present = state.lastKnownGoodGeneration().content(channel);
    if (present != null && present.version().compareTo(newest) >= 0) {
      return false;
    }
    for (Waiting waiting : state.queue()) {
      if (waiting.kind() == Waiting.Kind.CONTENT
          && waiting.name().equals(channel.text())
          && waiting.version().equals(newest)) {
        return false;
      }
    }
    return true;
  }
}
