package io.holdfast.node.status;

import io.holdfast.config.content.ContentChannel;
import io.holdfast.config.yaml.ConfigException;
import io.holdfast.node.content.NodeChannels;
import io.holdfast.node.settle.NodeContext;
import io.holdfast.node.trial.Generation;
import io.holdfast.node.trial.NodeState;
import io.holdfast.release.content.ChannelName;
import io.holdfast.release.content.ContentRef;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One channel of a node.
 *
 * @param channel as it is declared
 * @param running what its consumer reads; null if there is none
 * @param onTrial true if that is not proven yet
 * @param held versions that can be gone back to, oldest first
 * @param hold true if a person wants it to stay as it is
 */
public record ChannelStatus(
    ContentChannel channel,
    @Nullable ContentRef running,
    boolean onTrial,
    List<ContentRef> held,
    boolean hold) {
  /** Copies. */
  public ChannelStatus {
    held = List.copyOf(held);
  }

  /** All of the running node, in the order of their declaration. */
  public static List<ChannelStatus> of(NodeContext node) throws IOException, ConfigException {
    NodeState state = node.store().read();
    List<ChannelStatus> all = new ArrayList<>();
    for (ContentChannel channel : NodeChannels.of(node.paths())) {
      all.add(of(channel, state, node));
    }
    return all;
  }

  private static ChannelStatus of(ContentChannel channel, NodeState state, NodeContext node) {
    ChannelName name = new ChannelName(channel.name());
    Generation runs = state.running(node.booted());
    ContentRef running = runs == null ? null : runs.content(name);
    Set<ContentRef> held = new LinkedHashSet<>();
    for (Generation generation : state.held()) {
      ContentRef content = generation.content(name);
      if (content != null) {
        held.add(content);
      }
    }
    return new ChannelStatus(
        channel,
        running,
        running != null && !held.contains(running),
        List.copyOf(held),
        Files.exists(node.paths().hold(channel.name())));
  }

  /** For programs; keys are only ever added. */
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("channel", channel.name());
    json.put("version", running == null ? null : running.version().text());
    json.put("manifest", running == null ? null : running.manifest().toString());
    json.put("onTrial", onTrial);
    json.put("held", held.stream().map(content -> content.version().text()).toList());
    json.put("hold", hold);
    json.put("folder", channel.folder().value());
    return json;
  }

  /** For people: one line. */
  public String text() {
    String what =
        running == null ? "no content" : running.version() + (onTrial ? ", on trial" : "");
    return String.format(
        Locale.ROOT,
        "%-16s %s in %s%s%n",
        channel.name(),
        what,
        channel.folder().value(),
        hold ? ", held" : "");
  }
}
