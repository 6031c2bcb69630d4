package io.holdfast.lab.drill.prepare;

import io.holdfast.image.cache.BuildCache;
import io.holdfast.image.tools.ToolsTree;
import java.nio.file.Path;
import java.util.List;

/**
 * With what a drill is prepared.
 *
 * @param tools the tools tree
 * @param cache of everything that is made once
 * @param agentJars the jars of the agent, in the order of its class path
 */
public record Workshop(ToolsTree tools, BuildCache cache, List<Path> agentJars) {
  /** Copies. */
  public Workshop {
    agentJars = List.copyOf(agentJars);
  }
}
