package io.holdfast.config.cloud;

import io.holdfast.config.health.HealthCheck;
import io.holdfast.config.health.HealthChecks;
import io.holdfast.config.yaml.Placed;
import io.holdfast.config.yaml.YamlMapping;
import java.util.ArrayList;
import java.util.List;

/** Reads what a node keeps to from the top level of one file, onto what files before it say. */
final class NodeOptionsReader {
  private NodeOptionsReader() {}

  static NodeOptions read(NodeOptions before, YamlMapping top) {
    return new NodeOptions(persistent(before, top), health(before, top));
  }

  private static List<PersistentFolder> persistent(NodeOptions before, YamlMapping top) {
    return joined(
        before.persistent(),
        top.optionalSequence("persistent")
            .map(list -> list.parsedTexts(text -> new PersistentFolder(text.value())))
            .orElse(List.of()));
  }

  private static List<Placed<HealthCheck>> health(NodeOptions before, YamlMapping top) {
    return joined(
        before.health(),
        top.optionalSequence("health")
            .map(list -> HealthChecks.read(list, before.health()))
            .orElse(List.of()));
  }

  private static <T> List<T> joined(List<T> before, List<T> added) {
    List<T> all = new ArrayList<>(before);
    all.addAll(added);
    return all;
  }
}
