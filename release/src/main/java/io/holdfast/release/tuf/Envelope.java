package io.holdfast.release.tuf;

import io.holdfast.release.json.Json;
import io.holdfast.release.json.JsonException;
import io.holdfast.release.json.JsonObject;
import io.holdfast.release.tuf.MetadataRefusedException.Reason;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A file of metadata as it was read: what is signed, and signatures (specification, section 4.2).
 * Nothing in it is believed until {@link Signers} have looked at it. Not to be changed.
 */
final class Envelope {
  /** More than any role has keys; each one is only looked at if the role names its key. */
  private static final int MAX_SIGNATURES = 1024;

  private final String file;
  private final JsonObject signed;
  private final byte[] message;
  private final Map<String, byte[]> signatures;

  private Envelope(String file, JsonObject signed, byte[] message, Map<String, byte[]> signatures) {
    this.file = file;
    this.signed = signed;
    this.message = message;
    this.signatures = signatures;
  }

  /**
   * Reads a file.
   *
   * @param file its name, for messages
   * @throws MetadataRefusedException if it is no metadata, or one key's signature is there twice,
   *     which section 4.2 forbids
   */
  static Envelope parse(String file, byte[] bytes) throws MetadataRefusedException {
    try {
      JsonObject object = Json.parseObject(bytes, Integer.MAX_VALUE);
      Map<String, byte[]> signatures = new LinkedHashMap<>();
      for (JsonObject each : object.objects("signatures", MAX_SIGNATURES)) {
        String keyId = each.string("keyid");
        if (signatures.put(keyId, signature(each.string("sig"))) != null) {
          throw new JsonException("it has two signatures of key " + keyId);
        }
      }
      JsonObject signed = object.object("signed");
      return new Envelope(file, signed, CanonicalJson.of(signed), signatures);
    } catch (JsonException e) {
      throw malformed(file, e);
    }
  }

  /** That a file is not what it must be. */
  static MetadataRefusedException malformed(String file, JsonException why) {
    return new MetadataRefusedException(
        Reason.FORM,
        file
            + " is no metadata that can be used: "
            + why.getMessage()
            + ". Nothing of it is believed; whoever runs the repository must publish it anew.");
  }

  String file() {
    return file;
  }

  JsonObject signed() {
    return signed;
  }

  /** By the ids of keys; whether they are right is not known. */
  Map<String, byte[]> signatures() {
    return signatures;
  }

  /** Whether a key's signature is there and right. */
  boolean isSignedBy(RoleKey key) {
    byte[] signature = signatures.get(key.id());
    return signature != null && key.verifies(message, signature);
  }

  /** One that is not hexadecimal is the signature of nobody, and harms none of the others. */
  private static byte[] signature(String hex) {
    try {
      return HexFormat.of().parseHex(hex);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }
}
