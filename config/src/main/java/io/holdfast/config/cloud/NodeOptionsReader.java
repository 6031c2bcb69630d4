package io.holdfast.config.cloud;

import io.holdfast.config.health.HealthCheck;
import io.holdfast.config.health.HealthChecks;
import io.holdfast.config.policy.CountedKeys;
import io.holdfast.config.policy.DeclaredExtensions;
import io.holdfast.config.policy.MaintenanceWindows;
import io.holdfast.config.policy.Policy;
import io.holdfast.config.policy.Site;
import io.holdfast.config.policy.WithdrawnSource;
import io.holdfast.config.yaml.Placed;
import io.holdfast.config.yaml.YamlMapping;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what a node keeps to from the top level of one file, onto what files before it say. */
final class NodeOptionsReader {
  private NodeOptionsReader() {}

  static NodeOptions read(NodeOptions before, YamlMapping top) {
    return new NodeOptions(
        persistent(before, top), health(before, top), policy(before.policy(), top));
  }

  private static Policy policy(Policy before, YamlMapping top) {
    return new Policy(
        top.optionalSequence("extensions")
            .map(list -> DeclaredExtensions.read(list, before.extensions()))
            .orElse(before.extensions()),
        top.optionalSequence("trust")
            .map(list -> CountedKeys.read(list, before.keys()))
            .orElse(before.keys()),
        site(before, top),
        top.find("windows")
            .map(windows -> MaintenanceWindows.read(windows, before.windows()))
            .orElse(before.windows()),
        withdrawn(before, top));
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

  private static @Nullable Site site(Policy before, YamlMapping top) {
    Site site = top.find("site").flatMap(node -> Site.read(node, before.site())).orElse(null);
    return site == null ? before.site() : site;
  }

  private static @Nullable WithdrawnSource withdrawn(Policy before, YamlMapping top) {
    WithdrawnSource read =
        top.optionalMapping("withdrawn")
            .flatMap(mapping -> WithdrawnSource.read(mapping, before.withdrawn()))
            .orElse(null);
    return read == null ? before.withdrawn() : read;
  }

  private static <T> List<T> joined(List<T> before, List<T> added) {
    List<T> all = new ArrayList<>(before);
    all.addAll(added);
    return all;
  }
}
