package io.holdfast.release.tuf;

import io.holdfast.release.Digest;
import io.holdfast.release.json.JsonException;
import io.holdfast.release.json.JsonObject;
import java.security.PublicKey;
import org.jspecify.annotations.Nullable;

/**
 * A public key as metadata lists it (specification, section 4.2.1). One of a type or scheme that is
 * not known here, one that is no key, and one whose id is not the digest of its canonical form is
 * carried along and never counts: a repository may be ahead of its clients. Immutable; safe for use
 * by several threads.
 */
public final class RoleKey {
  private final String id;
  private final String identity;
  private final @Nullable SignatureScheme scheme;
  private final @Nullable PublicKey key;

  private RoleKey(
      String id, String identity, @Nullable SignatureScheme scheme, @Nullable PublicKey key) {
    this.id = id;
    this.identity = identity;
    this.scheme = scheme;
    this.key = key;
  }

  static RoleKey parse(String id, JsonObject object) throws JsonException {
    String type = object.string("keytype");
    String schemeName = object.string("scheme");
    String value = publicValue(object.object("keyval"));
    SignatureScheme scheme = SignatureScheme.of(type, schemeName);
    boolean rightId = Digest.of(CanonicalJson.of(object)).hex().equals(id);
    PublicKey key = scheme == null || !rightId ? null : scheme.key(value);
    return new RoleKey(id, key == null ? value : Digest.of(key.getEncoded()).hex(), scheme, key);
  }

  /** What metadata calls it. */
  public String id() {
    return id;
  }

  /**
   * What is the same for two entries of one key under two ids, which count once (section 5.3.4: a
   * key contributes one signature).
   */
  String identity() {
    return identity;
  }

  /** Whether it can count at all. */
  public boolean isUsable() {
    return key != null;
  }

  /** Whether these bytes are its signature of a message. */
  boolean verifies(byte[] message, byte[] signature) {
    return key != null && scheme != null && scheme.verifies(key, message, signature);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RoleKey that && id.equals(that.id) && identity.equals(that.identity);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  @Override
  public String toString() {
    return "key " + id;
  }

  /** The specification's three types have it as a string; of others nothing is known. */
  private static String publicValue(JsonObject value) {
    return value.values().get("public") instanceof String text ? text : "";
  }
}
