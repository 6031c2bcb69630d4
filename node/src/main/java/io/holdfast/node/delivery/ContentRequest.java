package io.holdfast.node.delivery;

import io.holdfast.node.trial.Waiting;
import io.holdfast.release.Version;
import io.holdfast.release.content.ChannelName;
import io.holdfast.release.content.ContentRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an operator wants a channel to change to.
 *
 * @param from a repository's folder or URL
 * @param version null for the newest
 * @param downgrade true to accept a version that is not newer
 * @param restart whether the machine may restart by itself into an extension or a configuration,
 *     should it have to wait for its turn; content needs none
 * @param now whether it begins also while no window is open
 */
public record ContentRequest(
    ChannelName channel,
    String from,
    @Nullable Version version,
    boolean downgrade,
    boolean restart,
    boolean now) {

  /** The same for a version. */
  ContentRequest at(Version wanted) {
    return new ContentRequest(channel, from, wanted, downgrade, restart, now);
  }

  /** The version, which was found. */
  Version demandVersion() {
    if (version == null) {
      throw new IllegalStateException("which version is meant is not known yet");
    }
    return version;
  }

  /** This, as what waits for its turn. */
  Waiting waiting(ContentRef found) {
    return new Waiting(
        Waiting.Kind.CONTENT,
        channel.text(),
        found.version(),
        found.manifest(),
        from,
        downgrade,
        false,
        restart,
        Instant.now());
  }
}
