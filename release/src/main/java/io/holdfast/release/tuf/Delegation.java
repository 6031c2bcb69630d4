package io.holdfast.release.tuf;

import io.holdfast.release.json.Json;
import io.holdfast.release.json.JsonException;
import io.holdfast.release.json.JsonObject;
import java.util.Map;

/**
 * A role that may speak for some targets (specification, section 4.5, DELEGATIONS).
 *
 * @param role its name
 * @param terminating whether what is not found in it is not looked for behind it
 */
public record Delegation(String role, Signers signers, PathRule paths, boolean terminating) {
  static Delegation parse(JsonObject object, Map<String, RoleKey> keys) throws JsonException {
    return new Delegation(
        demandName(object.string("name")),
        Signers.parse(object, keys),
        PathRule.parse(object),
        // Left out, it is false.
        object.has("terminating") && object.flag("terminating"));
  }

  Map<String, Object> toJson() {
    Map<String, Object> json = Json.object("name", role);
    json.putAll(signers.toJson());
    json.putAll(paths.toJson());
    json.put("terminating", terminating);
    return json;
  }

  /** A delegated role of a top-level role's name would be kept in that one's file. */
  static String demandName(String name) throws JsonException {
    switch (name) {
      case Root.ROLE, Timestamp.ROLE, Snapshot.ROLE, Targets.ROLE ->
          throw new JsonException("it delegates to '" + name + "', the name of a top-level role");
      case "" -> throw new JsonException("it delegates to a role without a name");
      default -> {
        if (FileNames.metadata(name).length() > FileNames.MAX_LENGTH) {
          throw new JsonException("it delegates to a role whose name is too long for a file");
        }
      }
    }
    return name;
  }
}
