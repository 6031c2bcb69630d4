package io.holdfast.image.build;

import io.holdfast.image.recipe.Recipe;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that decides a release's bytes, besides the tools tree.
 *
 * @param recipe what its author wants
 * @param agentJars the jars of the agent, in the order of its class path
 * @param trustedKeys files NAME.pub whose owners may sign the next release of a node
 * @param root the root metadata of the repository that a node believes (TUF); null for a node that
 *     asks for none
 */
public record ReleaseInputs(
    Recipe recipe, List<Path> agentJars, List<Path> trustedKeys, @Nullable Path root) {

  /** Of a release whose nodes ask for no metadata. */
  public ReleaseInputs(Recipe recipe, List<Path> agentJars, List<Path> trustedKeys) {
    this(recipe, agentJars, trustedKeys, null);
  }

  /** Copies its lists. */
  public ReleaseInputs {
    agentJars = List.copyOf(agentJars);
    trustedKeys = List.copyOf(trustedKeys);
    if (agentJars.isEmpty()) {
      throw new IllegalArgumentException("a release needs the jars of its agent");
    }
    if (trustedKeys.isEmpty()) {
      throw new IllegalArgumentException(
          "a release needs at least one key it trusts, or it could never be upgraded");
    }
    Map<String, Path> names = new HashMap<>();
    for (Path key : trustedKeys) {
      Path other = names.put(String.valueOf(key.getFileName()), key);
      if (other != null) {
        throw new IllegalArgumentException(
            "the trusted keys "
                + other
                + " and "
                + key
                + " have the same file name, under which only one would come into the release;"
                + " rename one of them, or leave it out");
      }
    }
  }
}
