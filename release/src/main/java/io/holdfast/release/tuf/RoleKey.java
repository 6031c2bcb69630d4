package io.holdfast.release.tuf;

import io.holdfast.release.Digest;
import io.holdfast.release.json.Json;
import io.holdfast.release.json.JsonException;
import io.holdfast.release.json.JsonObject;
import io.holdfast.release.trust.ReleaseKey;
import java.security.PublicKey;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A public key as metadata lists it (specification, section 4.2.1). One of a type or scheme that is
 * not known here, one that is no key, and one whose id is not the digest of its canonical form is
 * carried along and never counts: a repository may be ahead of its clients. Immutable; safe for use
 * by several threads.
 */
public final class RoleKey {
  private final String id;
  private final JsonObject form;
  private final String identity;
  private final @Nullable SignatureScheme scheme;
  private final @Nullable PublicKey key;

  private RoleKey(
      String id,
      JsonObject form,
      String identity,
      @Nullable SignatureScheme scheme,
      @Nullable PublicKey key) {
    this.id = id;
    this.form = form;
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
    return new RoleKey(
        id, object, key == null ? value : Digest.of(key.getEncoded()).hex(), scheme, key);
  }

  /** The Ed25519 key of a role of our own. */
  public static RoleKey of(ReleaseKey key) {
    JsonObject form =
        new JsonObject(
            Json.object(
                "keytype",
                "ed25519",
                "scheme",
                "ed25519",
                "keyval",
                new JsonObject(Json.object("public", HexFormat.of().formatHex(key.raw())))));
    try {
      return parse(Digest.of(CanonicalJson.of(form)).hex(), form);
    } catch (JsonException e) {
      throw new IllegalStateException("a key of three fields is one", e);
    }
  }

  /** As metadata lists it, with all its fields. */
  JsonObject form() {
    return form;
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
