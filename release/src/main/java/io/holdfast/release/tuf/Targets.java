package io.holdfast.release.tuf;

import io.holdfast.release.json.JsonException;
import io.holdfast.release.json.JsonObject;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Files, and who else may speak for some (specification, section 4.5): the top-level targets role
 * and delegated ones alike.
 *
 * @param targets by their paths
 */
public record Targets(
    long version, Instant expires, Map<String, TargetFile> targets, Delegations delegations)
    implements Metadata {
  /** The top-level role's name. */
  public static final String ROLE = "targets";

  /** Copies. */
  public Targets {
    targets = Collections.unmodifiableMap(new LinkedHashMap<>(targets));
  }

  static Targets parse(JsonObject signed) throws JsonException {
    Head head = Head.parse(ROLE, signed);
    Map<String, TargetFile> targets = new LinkedHashMap<>();
    JsonObject listed = signed.object("targets");
    for (String path : listed.values().keySet()) {
      targets.put(path, TargetFile.parse(path, listed.object(path)));
    }
    return new Targets(
        head.version(),
        head.expires(),
        targets,
        signed.has("delegations")
            ? Delegations.parse(signed.object("delegations"))
            : Delegations.NONE);
  }

  @Override
  public Map<String, Object> toJson() {
    Map<String, Object> files = new TreeMap<>();
    targets.forEach((path, target) -> files.put(path, target.toJson()));
    Map<String, Object> json = Head.begin(ROLE, this);
    json.put("targets", files);
    if (!delegations.equals(Delegations.NONE)) {
      json.put("delegations", delegations.toJson());
    }
    return json;
  }
}
