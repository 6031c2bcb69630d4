package io.holdfast.config.yaml;

/** Anything in a document: a mapping, a list or a scalar. Immutable but for its problems. */
public sealed interface YamlNode permits YamlMapping, YamlSequence, YamlScalar {

  /** Where it begins. */
  Place place();

  /** Where what is wrong with its document is collected. */
  Problems problems();

  /** What it is, with its article, for messages: "a mapping", "a list", "text" or "nothing". */
  String kind();

  /** Notes that something is wrong with this node. */
  default void problem(String message) {
    problems().add(place(), message);
  }

  /** True for a value that is left out, {@code ~} or {@code null}. */
  default boolean isNull() {
    return this instanceof YamlScalar scalar && scalar.isNothing();
  }
}
