package io.holdfast.release.tuf;

import io.holdfast.release.json.Json;
import io.holdfast.release.json.JsonException;
import io.holdfast.release.trust.SigningKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes files of metadata: what a role says, with the signatures of its keys. Stateless. */
public final class SignedFile {
  private SignedFile() {}

  /**
   * A file of metadata (specification, section 4.2); the same values and keys give the same bytes.
   *
   * @param keys that sign, each once
   */
  public static byte[] of(Metadata metadata, Collection<SigningKey> keys) {
    return of(metadata.toJson(), keys);
  }

  /** As {@link #of(Metadata, Collection)}, of what is not known to be metadata. */
  static byte[] of(Map<String, ? extends @Nullable Object> signed, Collection<SigningKey> keys) {
    byte[] message;
    try {
      message = CanonicalJson.of(signed);
    } catch (JsonException e) {
      throw new IllegalArgumentException("This cannot be signed: " + e.getMessage(), e);
    }
    List<Map<String, Object>> signatures = new ArrayList<>();
    for (SigningKey key : keys) {
      signatures.add(
          Json.object(
              "keyid",
              RoleKey.of(key.publicKey()).id(),
              "sig",
              HexFormat.of().formatHex(key.signMetadata(message))));
    }
    return Json.write(Json.object("signatures", signatures, "signed", signed))
        .getBytes(StandardCharsets.UTF_8);
  }
}
