package io.holdfast.node.status;

import io.holdfast.node.extension.Extensions;
import io.holdfast.node.settle.NodeContext;
import io.holdfast.node.trial.Generation;
import io.holdfast.node.trial.NodeState;
import io.holdfast.release.content.ContentRef;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One extension of a node.
 *
 * @param extension of the generation that runs
 * @param onTrial true if that is not proven yet
 * @param merged true if it is laid over the system
 */
public record ExtensionStatus(ContentRef extension, boolean onTrial, boolean merged) {

  /** All of the running node, in the order of their names. */
  public static List<ExtensionStatus> of(NodeContext node) throws IOException {
    NodeState state = node.store().read();
    Generation running = state.running(node.booted());
    if (running == null) {
      return List.of();
    }
    Generation good = state.lastKnownGoodGeneration();
    Extensions extensions = new Extensions(node.paths());
    return running.extensions().stream()
        .map(
            extension ->
                new ExtensionStatus(
                    extension,
                    !good.contents().contains(extension),
                    extensions.isMerged(extension.channel().name())))
        .toList();
  }

  /** For programs; keys are only ever added. */
  public Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", extension.channel().name());
    json.put("version", extension.version().text());
    json.put("manifest", extension.manifest().toString());
    json.put("onTrial", onTrial);
    json.put("merged", merged);
    return json;
  }

  /** For people: one line. */
  public String text() {
    return String.format(
        Locale.ROOT,
        "%-16s %s%s%s%n",
        extension.channel().name(),
        extension.version(),
        onTrial ? ", on trial" : "",
        merged ? "" : ", not laid over the system");
  }
}
