package io.holdfast.release.tuf;

import io.holdfast.release.json.Json;
import io.holdfast.release.json.JsonException;
import io.holdfast.release.json.JsonObject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who may sign for each top-level role (specification, section 4.3).
 *
 * @param consistentSnapshot whether names of files begin with version or hash (section 6.2)
 */
public record Root(
    long version,
    Instant expires,
    boolean consistentSnapshot,
    Signers root,
    Signers timestamp,
    Signers snapshot,
    Signers targets)
    implements Metadata {
  /** The role's name. */
  public static final String ROLE = "root";

  /** More is a mistake. */
  private static final int MAX_KEYS = 1024;

  static Root parse(JsonObject signed) throws JsonException {
    Head head = Head.parse(ROLE, signed);
    Map<String, RoleKey> keys = keys(signed.object("keys"));
    JsonObject roles = signed.object("roles");
    return new Root(
        head.version(),
        head.expires(),
        // Left out by repositories that are older than the field.
        signed.has("consistent_snapshot") && signed.flag("consistent_snapshot"),
        Signers.parse(roles.object(ROLE), keys),
        Signers.parse(roles.object(Timestamp.ROLE), keys),
        Signers.parse(roles.object(Snapshot.ROLE), keys),
        Signers.parse(roles.object(Targets.ROLE), keys));
  }

  @Override
  public Map<String, Object> toJson() {
    Map<String, Object> keys = new TreeMap<>();
    for (Signers signers : List.of(root, timestamp, snapshot, targets)) {
      signers.putKeys(keys);
    }
    Map<String, Object> json = Head.begin(ROLE, this);
    json.put("consistent_snapshot", consistentSnapshot);
    json.put("keys", keys);
    json.put(
        "roles",
        Json.object(
            ROLE,
            root.toJson(),
            Timestamp.ROLE,
            timestamp.toJson(),
            Snapshot.ROLE,
            snapshot.toJson(),
            Targets.ROLE,
            targets.toJson()));
    return json;
  }

  /** Reads an object of keys by their ids. */
  static Map<String, RoleKey> keys(JsonObject object) throws JsonException {
    if (object.values().size() > MAX_KEYS) {
      throw new JsonException("it has more than " + MAX_KEYS + " keys");
    }
    Map<String, RoleKey> keys = new LinkedHashMap<>();
    for (String id : object.values().keySet()) {
      keys.put(id, RoleKey.parse(id, object.object(id)));
    }
    return keys;
  }

  /**
   * Whether in a later root a key of the timestamp or of the snapshot role counts no more (section
   * 5.3.11): its holder may have raised version numbers without end, and what he signed must go.
   */
  boolean isRotatedBy(Root later) {
    return timestamp.lostTo(later.timestamp) || snapshot.lostTo(later.snapshot);
  }
}
