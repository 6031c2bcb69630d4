package io.holdfast.cli.node;

import io.holdfast.node.delivery.ContentRequest;
import io.holdfast.release.Version;
import io.holdfast.release.content.ChannelName;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of commands that bring content or an extension to this node. */
final class DeliveryOptions {
  @Option(
      names = "--from",
      required = true,
      paramLabel = "REPO",
      description = "A repository: a folder or an http(s) URL.")
  private String from = "";

  @Option(names = "--version", description = "Version; the newest if left out.")
  private @Nullable String version;

  @Option(names = "--allow-downgrade", description = "Accept a version that is not newer.")
  private boolean downgrade;

  @Mixin private final BeginOption begin = new BeginOption();

  /**
   * What is asked for.
   *
   * @param restart whether the machine may restart by itself, should it have to wait
   */
  ContentRequest request(ChannelName channel, boolean restart) {
    return new ContentRequest(
        channel,
        from,
        version == null ? null : new Version(version),
        downgrade,
        restart,
        begin.now());
  }
}
