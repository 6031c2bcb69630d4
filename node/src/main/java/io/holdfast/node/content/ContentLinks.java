package io.holdfast.node.content;

import io.holdfast.config.content.ContentChannel;
import io.holdfast.node.trial.Booted;
import io.holdfast.node.trial.Generation;
import io.holdfast.node.trial.NodeState;
import io.holdfast.release.Digest;
import io.holdfast.release.content.ChannelName;
import io.holdfast.release.content.ContentRef;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes what consumers read what the state says.
 *
 * @param store where versions are
 * @param consumers who hear of a change
 */
public record ContentLinks(ContentStore store, Consumers consumers) {

  /**
   * Puts the content of what runs in its place, each channel with one atomic change of a link, and
   * tells the consumers of those that changed. Doing it twice is harmless.
   *
   * @param channels declared on the node
   * @throws IOException if a channel's content is not there or its consumer fails over it; the
   *     other channels are switched all the same
   */
  public void activate(List<ContentChannel> channels, NodeState state, Booted booted)
      throws IOException, InterruptedException {
    Generation running = state.running(booted);
    IOException failure = null;
    for (ContentChannel channel : channels) {
      try {
        activate(channel, running == null ? null : running.content(nameOf(channel)));
      } catch (IOException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private void activate(ContentChannel channel, @Nullable ContentRef wanted)
      throws IOException, InterruptedException {
    Optional<Digest> before = store.current(channel.name());
    Optional<Digest> after = Optional.ofNullable(wanted).map(ContentRef::manifest);
    store.activate(channel.name(), after);
    store.link(channel.name(), channel.folder());
    if (!before.equals(after)) {
      consumers.tell(channel);
    }
  }

  /**
   * Removes what nothing goes back to any more, of declared channels and of extensions. What a
   * channel left that is not declared any more stays: it may be declared again.
   *
   * @param channels declared on the node
   */
  public void forget(List<ContentChannel> channels, NodeState state) throws IOException {
    Set<ContentRef> needed = new HashSet<>();
    state.held().forEach(generation -> needed.addAll(generation.contents()));
    Generation trial = state.onTrial();
    if (trial != null) {
      needed.addAll(trial.contents());
    }
    Set<ChannelName> names = new HashSet<>();
    channels.forEach(channel -> names.add(nameOf(channel)));
    for (String folder : store.channels()) {
      ChannelName name = nameOrNull(folder);
      if (name != null && name.isExtension()) {
        names.add(name);
      }
    }
    for (ChannelName name : names) {
      Set<Digest> kept = new HashSet<>();
      for (ContentRef content : needed) {
        if (content.channel().equals(name)) {
          kept.add(content.manifest());
        }
      }
      store.keepOnly(name.text(), kept);
    }
  }

  /** Null for what somebody else put there. */
  private static @Nullable ChannelName nameOrNull(String folder) {
    try {
      return new ChannelName(folder);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** The name of a declared channel, as manifests and generations have it. */
  public static ChannelName nameOf(ContentChannel channel) {
    return new ChannelName(channel.name());
  }
}
