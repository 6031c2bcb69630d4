package io.holdfast.config.template.tree;

import java.util.List;
import java.util.Map;

/**
 * A whole template. Immutable.
 *
 * @param root what is run
 * @param named templates by their names, which the root may run
 */
public record Tree(List<Node> root, Map<String, List<Node>> named) {

  /** Keeps both from being changed. */
  public Tree {
    root = List.copyOf(root);
    named = Map.copyOf(named);
  }
}
