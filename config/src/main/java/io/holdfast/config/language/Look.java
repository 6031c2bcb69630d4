package io.holdfast.config.language;

import io.holdfast.config.yaml.YamlNode;

/**
 * What is to be said about a value whose form is right: what does not fit together in it, or is
 * legal and dangerous. Pure.
 */
@FunctionalInterface
public interface Look {
  /** Nothing to say. */
  Look NONE = (_, _) -> {};

  /** Says what there is to say. */
  void at(YamlNode value, Remarks remarks);

  /** This one, then another. */
  default Look and(Look other) {
    return (value, remarks) -> {
      at(value, remarks);
      other.at(value, remarks);
    };
  }
}
