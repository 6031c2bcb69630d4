package io.holdfast.release.tuf;

import io.holdfast.release.json.Json;
import io.holdfast.release.json.JsonException;
import io.holdfast.release.json.JsonObject;
import java.time.Instant;
import java.util.Map;

/**
 * Which snapshot is the newest (specification, section 4.6).
 *
 * @param snapshot what it says of snapshot.json
 */
public record Timestamp(long version, Instant expires, MetaFile snapshot) implements Metadata {
  /** The role's name. */
  public static final String ROLE = "timestamp";

  static Timestamp parse(JsonObject signed) throws JsonException {
    Head head = Head.parse(ROLE, signed);
    JsonObject meta = signed.object("meta");
    return new Timestamp(
        head.version(), head.expires(), MetaFile.parse(meta.object(Snapshot.ROLE + ".json")));
  }

  @Override
  public Map<String, Object> toJson() {
    Map<String, Object> json = Head.begin(ROLE, this);
    json.put("meta", Json.object(Snapshot.ROLE + ".json", snapshot.toJson()));
    return json;
  }
}
