package io.holdfast.release.tuf;

import io.holdfast.release.json.Json;
import io.holdfast.release.json.JsonException;
import io.holdfast.release.json.JsonObject;
import io.holdfast.release.trust.ReleaseKey;
import io.holdfast.release.tuf.MetadataRefusedException.Reason;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who must sign for a role, and how many of them (specification, section 4.3, KEYIDS and
 * THRESHOLD). Immutable.
 *
 * @param keys those that are listed with their keys; ids without a key count for nobody
 * @param threshold from 1; more than there are keys can never be reached
 */
public record Signers(Set<RoleKey> keys, int threshold) {
  /** A role with more is a mistake; each costs a verification. */
  static final int MAX_KEYS = 256;

  /** Copies. */
  public Signers {
    keys = Set.copyOf(keys);
  }

  static Signers parse(JsonObject role, Map<String, RoleKey> known) throws JsonException {
    List<String> ids = role.strings("keyids", MAX_KEYS);
    Set<RoleKey> keys = new LinkedHashSet<>();
    for (String id : ids) {
      RoleKey key = known.get(id);
      if (key != null) {
        keys.add(key);
      }
    }
    return new Signers(keys, (int) role.number("threshold", 1, Integer.MAX_VALUE));
  }

  /** These keys, of which so many must sign. */
  public static Signers of(int threshold, Collection<ReleaseKey> keys) {
    Set<RoleKey> roleKeys = new LinkedHashSet<>();
    keys.forEach(key -> roleKeys.add(RoleKey.of(key)));
    return new Signers(roleKeys, threshold);
  }

  /** Whether a key is one of them. */
  public boolean know(ReleaseKey key) {
    return keys.contains(RoleKey.of(key));
  }

  Map<String, Object> toJson() {
    return Json.object(
        "keyids", keys.stream().map(RoleKey::id).sorted().toList(), "threshold", threshold);
  }

  void putKeys(Map<String, Object> object) {
    keys.forEach(key -> object.put(key.id(), key.form()));
  }

  /**
   * How many of them signed: a key counts once, under however many ids it is listed and however
   * often it signed (section 5.3.4).
   */
  int count(Envelope envelope) {
    Set<String> counted = new HashSet<>();
    whoSigned(envelope).forEach(key -> counted.add(key.identity()));
    return counted.size();
  }

  /** Those whose signature is there and right. */
  Set<RoleKey> whoSigned(Envelope envelope) {
    Set<RoleKey> signed = new LinkedHashSet<>();
    for (RoleKey key : keys) {
      if (envelope.isSignedBy(key)) {
        signed.add(key);
      }
    }
    return signed;
  }

  /** Demands that enough of them signed (sections 5.3.4, 5.4.2, 5.5.3 and 5.6.3). */
  void demand(Envelope envelope, String whose) throws MetadataRefusedException {
    int found = count(envelope);
    if (found < threshold) {
      throw new MetadataRefusedException(
          Reason.SIGNATURES,
          envelope.file()
              + " is signed by "
              + found
              + " of "
              + whose
              + ", and "
              + threshold
              + " must sign it. It was changed, or signed with other keys: do not use it.");
    }
  }

  /** Whether a key that counted before does not any more. */
  boolean lostTo(Signers later) {
    return !later.keys.containsAll(keys);
  }
}
