package io.holdfast.release.trust;

import io.holdfast.release.json.Json;
import io.holdfast.release.json.JsonException;
import io.holdfast.release.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A document with its signatures in one file (DSSE, protocol 1.0.0): what is signed is its type
 * together with its bytes, so that a document of one type never passes for one of another. Nothing
 * in it is to be believed before it is verified. Immutable.
 */
public final class Envelope {
  /** More than any document that Holdfast puts into one. */
  public static final int MAX_BYTES = 4 << 20;

  /** One by each of those who may sign, and their successors. */
  private static final int MAX_SIGNATURES = TrustedKeys.MAX_KEYS;

  private final String type;
  private final byte[] payload;
  private final List<Signature> signatures;

  private Envelope(String type, byte[] payload, List<Signature> signatures) {
    this.type = type;
    this.payload = payload;
    this.signatures = List.copyOf(signatures);
  }

  /**
   * Signs.
   *
   * @param type a media type
   */
  public static Envelope sign(String type, byte[] payload, SigningKey key) {
    byte[] signature = key.signature(Domain.ENVELOPE, encoded(type, payload));
    return new Envelope(
        type,
        payload.clone(),
        List.of(
            new Signature(key.publicKey().id(), Base64.getEncoder().encodeToString(signature))));
  }

  /**
   * Reads the written form.
   *
   * @throws UntrustedException if it is none
   */
  public static Envelope parse(byte[] bytes) throws UntrustedException {
    try {
      JsonObject object = Json.parseObject(bytes, MAX_BYTES);
      object.allowOnly("payloadType", "payload", "signatures");
      List<Signature> signatures = new ArrayList<>();
      for (JsonObject each : object.objects("signatures", MAX_SIGNATURES)) {
        each.allowOnly("keyid", "sig");
        signatures.add(new Signature(new KeyId(each.string("keyid")), each.string("sig")));
      }
      return new Envelope(
          object.string("payloadType"),
          Base64.getDecoder().decode(object.string("payload")),
          signatures);
    } catch (JsonException | IllegalArgumentException e) {
      throw new UntrustedException(
          "The signed envelope cannot be used: "
              + e.getMessage()
              + ". Fetch it again; if it stays so, it must be made anew.",
          e);
    }
  }

  /** Of what type it says it is. */
  public String type() {
    return type;
  }

  /** The document, whoever signed it. */
  public byte[] unverified() {
    return payload.clone();
  }

  /** Which keys it says have signed it. */
  public List<KeyId> signers() {
    return signatures.stream().map(Signature::keyId).toList();
  }

  /**
   * Verifies that one of these keys signed it, and signed it as a document of this type.
   *
   * @return the document
   * @throws UntrustedException if none did
   */
  public byte[] verify(String wanted, TrustedKeys trusted) throws UntrustedException {
    if (!type.equals(wanted)) {
      throw new UntrustedException(
          "The signed envelope holds a '" + type + "', and a '" + wanted + "' is needed.");
    }
    for (Signature signature : signatures) {
      for (ReleaseKey key : trusted.keys()) {
        if (key.id().equals(signature.keyId())
            && Ed25519.verify(
                key.key(), Domain.ENVELOPE, encoded(type, payload), signature.bytes())) {
          return payload.clone();
        }
      }
    }
    throw new UntrustedException(
        "The signed envelope is signed by no key that is trusted here"
            + (signatures.isEmpty() ? "" : " (by " + signatures.getFirst().keyId() + ")")
            + ", or was changed after it was signed. If its signer is to be trusted, add the public"
            + " key to the trusted keys.");
  }

  /** The written form; equal envelopes give equal text. */
  public String toJson() {
    return Json.write(
        Json.object(
            "payloadType",
            type,
            "payload",
            Base64.getEncoder().encodeToString(payload),
            "signatures",
            signatures.stream()
                .map(each -> Json.object("keyid", each.keyId().hex(), "sig", each.base64()))
                .toList()));
  }

  /**
   * What follows the domain's line in the pre-authentication encoding (DSSE, "Signature
   * Definition").
   */
  private static byte[] encoded(String type, byte[] payload) {
    byte[] typeBytes = type.getBytes(StandardCharsets.UTF_8);
    byte[] head =
        (typeBytes.length + " " + type + " " + payload.length + " ")
            .getBytes(StandardCharsets.UTF_8);
    byte[] all = new byte[head.length + payload.length];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(payload, 0, all, head.length, payload.length);
    return all;
  }
}
