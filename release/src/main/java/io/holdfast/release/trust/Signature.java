package io.holdfast.release.trust;

import io.holdfast.release.json.Json;
import io.holdfast.release.json.JsonException;
import io.holdfast.release.json.JsonObject;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A signature file: JSON of format version 1 with a key id and an Ed25519 signature (RFC 8032,
 * section 5.1) over the line of its {@link Domain} and the manifest's bytes.
 *
 * @param keyId which key to verify with
 * @param base64 the 64 bytes of the signature (RFC 4648, section 4, with padding)
 */
public record Signature(KeyId keyId, String base64) {
  /** A signature file has about 170 bytes; more than this is none and is not read into memory. */
  public static final int MAX_BYTES = 4096;

  private static final int FORMAT = 1;

  /** Checks that it is 64 bytes, written the one way that base64 has for them. */
  public Signature {
    byte[] bytes = Base64.getDecoder().decode(base64);
    if (bytes.length != Ed25519.SIGNATURE_LENGTH) {
      throw new IllegalArgumentException("its signature has " + bytes.length + " bytes, not 64");
    }
    if (!Base64.getEncoder().encodeToString(bytes).equals(base64)) {
      throw new IllegalArgumentException("its base64 is not written the one way it should be");
    }
  }

  /**
   * Reads a signature file. Whose it says it is, is not verified by that.
   *
   * @throws UntrustedException if it is none
   */
  public static Signature parse(byte[] file) throws UntrustedException {
    try {
      JsonObject object = Json.parseObject(file, MAX_BYTES);
      long format = object.number("format", 1, Long.MAX_VALUE);
      if (format > FORMAT) {
        throw new UntrustedException(
            "The signature was written by a newer Holdfast: its format is "
                + format
                + ", and this Holdfast reads format "
                + FORMAT
                + ". Upgrade to a release with a newer Holdfast first.");
      }
      object.allowOnly("format", "keyId", "signature");
      return new Signature(new KeyId(object.string("keyId")), object.string("signature"));
    } catch (JsonException | IllegalArgumentException e) {
      throw new UntrustedException(
          "The signature file cannot be used: "
              + e.getMessage()
              + ". Fetch it again; if it stays so, the manifest must be signed anew.",
          e);
    }
  }

  /** The text of a signature file; equal signatures give equal text. */
  public String toJson() {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("format", FORMAT);
    object.put("keyId", keyId.hex());
    object.put("signature", base64);
    return Json.write(object);
  }

  byte[] bytes() {
    return Base64.getDecoder().decode(base64);
  }
}
