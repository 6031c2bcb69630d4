package io.holdfast.release.tuf;

import io.holdfast.release.json.JsonException;
import io.holdfast.release.json.JsonObject;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which versions of all targets metadata belong together (specification, section 4.4).
 *
 * @param meta by the names of files
 */
public record Snapshot(long version, Instant expires, Map<String, MetaFile> meta)
    implements Metadata {
  /** The role's name. */
  public static final String ROLE = "snapshot";

  /** Copies. */
  public Snapshot {
    meta = Collections.unmodifiableMap(new LinkedHashMap<>(meta));
  }

  static Snapshot parse(JsonObject signed) throws JsonException {
    Head head = Head.parse(ROLE, signed);
    return new Snapshot(head.version(), head.expires(), MetaFile.parseAll(signed.object("meta")));
  }

  @Override
  public Map<String, Object> toJson() {
    Map<String, Object> files = new TreeMap<>();
    meta.forEach((file, each) -> files.put(file, each.toJson()));
    Map<String, Object> json = Head.begin(ROLE, this);
    json.put("meta", files);
    return json;
  }

  /** What it says of a role's file; null if nothing. */
  public @Nullable MetaFile of(String role) {
    return meta.get(role + ".json");
  }
}
