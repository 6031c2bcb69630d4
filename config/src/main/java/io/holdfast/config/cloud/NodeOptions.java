package io.holdfast.config.cloud;

import io.holdfast.config.health.HealthCheck;
import io.holdfast.config.policy.Policy;
import io.holdfast.config.yaml.Placed;
import java.util.List;

/**
 * What a node keeps to for as long as a configuration is in effect: the keys of the top level that
 * Kairos does not have, but for {@code content} and {@code recovery}.
 *
 * @param persistent folders that persist besides the release's and {@code install.bind_mounts}
 * @param health checks besides the release's, each with the place where it is declared
 * @param policy of {@code extensions}, {@code trust}, {@code site} and {@code windows}
 */
public record NodeOptions(
    List<PersistentFolder> persistent, List<Placed<HealthCheck>> health, Policy policy) {

  /** Where nothing is declared. */
  public static final NodeOptions NONE = new NodeOptions(List.of(), List.of(), Policy.NONE);

  /** Copies. */
  public NodeOptions {
    persistent = List.copyOf(persistent);
    health = List.copyOf(health);
  }
}
