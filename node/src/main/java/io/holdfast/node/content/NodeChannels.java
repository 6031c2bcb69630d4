package io.holdfast.node.content;

import io.holdfast.config.cloud.CloudConfig;
import io.holdfast.config.content.ContentChannel;
import io.holdfast.config.content.ContentChannels;
import io.holdfast.config.yaml.ConfigException;
import io.holdfast.node.configuration.NodeConfiguration;
import io.holdfast.node.disk.NodePaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The channels that a node's release and configuration declare. Stateless. */
public final class NodeChannels {
  private static final String NONE = "[]";

  private NodeChannels() {}

  /**
   * Those of both.
   *
   * @throws ConfigException if one of the two cannot be read, or they are in each other's way
   */
  public static List<ContentChannel> of(NodePaths paths) throws IOException, ConfigException {
    return of(paths, NodeConfiguration.inEffect(paths).config());
  }

  /** The same with a configuration that was read already. */
  public static List<ContentChannel> of(NodePaths paths, CloudConfig config)
      throws IOException, ConfigException {
    return ContentChannels.ofNode(ofRelease(paths), config.content());
  }

  /** Those of the release alone, for a node whose configuration cannot be read. */
  public static List<ContentChannel> ofRelease(NodePaths paths)
      throws IOException, ConfigException {
    Path file = paths.image().resolve("content.yaml");
    if (!Files.isRegularFile(file)) {
      return List.of();
    }
    String text = Files.readString(file);
    // Most nodes have none, and every start asks.
    return text.strip().equals(NONE) ? List.of() : ContentChannels.parse(file.toString(), text);
  }
}
