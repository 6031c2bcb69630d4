package io.holdfast.release.tuf;

import io.holdfast.release.json.Json;
import io.holdfast.release.json.JsonException;
import io.holdfast.release.trust.SigningKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    return write(signed, new LinkedHashMap<>(), keys);
  }

  /**
   * The same file with the signatures of more keys; those that it has stay.
   *
   * @throws MetadataRefusedException if it is no file of metadata
   */
  public static byte[] with(byte[] file, Collection<SigningKey> keys)
      throws MetadataRefusedException {
    Envelope envelope = Envelope.parse("A prepared file", file);
    return write(envelope.signed().values(), new LinkedHashMap<>(envelope.signatures()), keys);
  }

  /**
   * What a file says, whoever signed it.
   *
   * @throws MetadataRefusedException if it is not metadata of this role
   */
  public static Metadata unverified(String role, byte[] file) throws MetadataRefusedException {
    Envelope envelope = Envelope.parse(role + ".json", file);
    try {
      return switch (role) {
        case Root.ROLE -> Root.parse(envelope.signed());
        case Snapshot.ROLE -> Snapshot.parse(envelope.signed());
        case Timestamp.ROLE -> Timestamp.parse(envelope.signed());
        default -> Targets.parse(envelope.signed());
      };
    } catch (JsonException e) {
      throw Envelope.malformed(envelope.file(), e);
    }
  }

  /**
   * Which of a role's keys signed a file.
   *
   * @throws MetadataRefusedException if it is no file of metadata
   */
  public static Set<RoleKey> signedBy(byte[] file, Signers signers)
      throws MetadataRefusedException {
    return signers.whoSigned(Envelope.parse("A prepared file", file));
  }

  /**
   * Whether as many of a role's keys signed a file as must (section 5.3.4).
   *
   * @throws MetadataRefusedException if it is no file of metadata
   */
  public static boolean isSignedByEnough(byte[] file, Signers signers)
      throws MetadataRefusedException {
    return signers.count(Envelope.parse("The file", file)) >= signers.threshold();
  }

  private static byte[] write(
      Map<String, ? extends @Nullable Object> signed,
      Map<String, byte[]> signatures,
      Collection<SigningKey> keys) {
    byte[] message;
    try {
      message = CanonicalJson.of(signed);
    } catch (JsonException e) {
      throw new IllegalArgumentException("This cannot be signed: " + e.getMessage(), e);
    }
    List<Map<String, Object>> written = new ArrayList<>();
    for (SigningKey key : keys) {
      signatures.remove(RoleKey.of(key.publicKey()).id());
    }
    signatures.forEach((id, signature) -> written.add(entry(id, signature)));
    for (SigningKey key : keys) {
      written.add(entry(RoleKey.of(key.publicKey()).id(), key.signMetadata(message)));
    }
    return Json.write(Json.object("signatures", written, "signed", signed))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static Map<String, Object> entry(String keyId, byte[] signature) {
    return Json.object("keyid", keyId, "sig", HexFormat.of().formatHex(signature));
  }
}
