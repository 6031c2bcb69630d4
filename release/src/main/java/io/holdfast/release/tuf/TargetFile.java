package io.holdfast.release.tuf;

import io.holdfast.release.json.Json;
import io.holdfast.release.json.JsonException;
import io.holdfast.release.json.JsonObject;
import java.util.Map;

/**
 * What targets metadata says of one file (specification, section 4.5).
 *
 * @param path its name, with slashes; whatever a repository likes, and no path of this machine
 * @param length in bytes, from 0
 * @param custom what the application says of it; empty if nothing
 */
public record TargetFile(String path, long length, Hashes hashes, JsonObject custom) {
  Map<String, Object> toJson() {
    Map<String, Object> json = Json.object("length", length, "hashes", hashes.toJson());
    if (!custom.values().isEmpty()) {
      json.put("custom", custom);
    }
    return json;
  }

  static TargetFile parse(String path, JsonObject object) throws JsonException {
    return new TargetFile(
        path,
        object.number("length", 0, Long.MAX_VALUE),
        Hashes.parse(object.object("hashes")),
        object.has("custom") ? object.object("custom") : new JsonObject(Map.of()));
  }
}
