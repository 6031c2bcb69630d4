package io.holdfast.node.delivery;

import io.holdfast.release.Version;
import io.holdfast.release.content.ChannelName;
import org.jspecify.annotations.Nullable;

/**
 * What an operator wants a channel to change to.
 *
 * @param from a repository's folder or URL
 * @param version null for the newest
 * @param downgrade true to accept a version that is not newer
 * @param restart whether the machine may restart by itself into an extension, should it have to
 *     wait for its turn; content needs none
 */
public record ContentRequest(
    ChannelName channel,
    String from,
    @Nullable Version version,
    boolean downgrade,
    boolean restart) {}
