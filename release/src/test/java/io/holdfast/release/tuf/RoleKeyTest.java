package io.holdfast.release.tuf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.release.Digest;
import io.holdfast.release.json.Json;
import io.holdfast.release.json.JsonObject;
import io.holdfast.release.trust.SigningKey;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoleKeyTest {
  private static final byte[] MESSAGE = "{\"a\":1}".getBytes(UTF_8);

  @Test
  void an_ed25519_key_verifies_what_it_signed() throws Exception {
    SigningKey key = SigningKey.generate();
    RoleKey roleKey = RoleKey.of(key.publicKey());
    assertThat(roleKey.verifies(MESSAGE, key.signMetadata(MESSAGE))).isTrue();
    assertThat(roleKey.verifies("{}".getBytes(UTF_8), key.signMetadata(MESSAGE))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ecdsa", "ecdsa-sha2-nistp256"})
  void a_p256_key_verifies_what_it_signed(String type) throws Exception {
    KeyPair pair = ec("secp256r1");
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(pair.getPrivate());
    verifies(key(type, "ecdsa-sha2-nistp256", pem(pair.getPublic())), signature);
  }

  @Test
  void an_rsa_key_verifies_what_it_signed() throws Exception {
    KeyPair pair = rsa(2048);
    Signature signature = Signature.getInstance("RSASSA-PSS");
    signature.setParameter(
        new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
    signature.initSign(pair.getPrivate());
    verifies(key("rsa", "rsassa-pss-sha256", pem(pair.getPublic())), signature);
  }

  @Test
  void weak_and_foreign_keys_never_count() throws Exception {
    String ed25519 = "00".repeat(31);
    assertThat(
            List.of(
                key("rsa", "rsassa-pss-sha256", pem(rsa(1024).getPublic())),
                key("ecdsa", "ecdsa-sha2-nistp256", pem(ec("secp384r1").getPublic())),
                key("ecdsa", "ecdsa-sha2-nistp256", pem(rsa(2048).getPublic())),
                key("rsa", "rsassa-pss-sha256", pem(ec("secp256r1").getPublic())),
                key("rsa", "rsa-pkcs1v15-sha256", pem(rsa(2048).getPublic())),
                key("ml-dsa-65", "ml-dsa-65", "anything"),
                key("ed25519", "ed25519", ed25519),
                key("ed25519", "ed25519", "zz".repeat(32)),
                // No point of the curve.
                key("ed25519", "ed25519", "02" + "00".repeat(31)),
                key("ecdsa", "ecdsa-sha2-nistp256", "-----BEGIN PUBLIC KEY-----"),
                key("ecdsa", "ecdsa-sha2-nistp256", ""),
                key("rsa", "rsassa-pss-sha256", "-".repeat(100_000))))
        .noneMatch(RoleKey::isUsable);
  }

  @Test
  void a_key_under_an_id_that_is_not_its_digest_never_counts() throws Exception {
    JsonObject form = RoleKey.of(SigningKey.generate().publicKey()).form();
    assertThat(RoleKey.parse("0".repeat(64), form).isUsable()).isFalse();
  }

  @Test
  void unknown_fields_of_a_key_are_part_of_its_id() throws Exception {
    Map<String, Object> form = form("ed25519", "ed25519", raw(SigningKey.generate()));
    form.put("x-owner", "somebody");
    JsonObject object = parsed(form);
    assertThat(RoleKey.parse(Digest.of(CanonicalJson.of(object)).hex(), object).isUsable())
        .isTrue();
  }

  @Test
  void one_key_under_two_ids_counts_once() throws Exception {
    SigningKey key = SigningKey.generate();
    Set<RoleKey> keys = new HashSet<>();
    StringBuilder signatures = new StringBuilder();
    for (int i = 0; i < 3; i++) {
      Map<String, Object> form = form("ed25519", "ed25519", raw(key));
      form.put("x-copy", i);
      JsonObject object = parsed(form);
      RoleKey copy = RoleKey.parse(Digest.of(CanonicalJson.of(object)).hex(), object);
      keys.add(copy);
      signatures
          .append(i == 0 ? "" : ",")
          .append("{\"keyid\":\"" + copy.id() + "\",\"sig\":\"")
          .append(java.util.HexFormat.of().formatHex(key.signMetadata(MESSAGE)))
          .append("\"}");
    }
    Envelope envelope =
        Envelope.parse(
            "x.json",
            ("{\"signatures\":[" + signatures + "],\"signed\":{\"a\":1}}").getBytes(UTF_8));
    assertThat(keys).hasSize(3).allMatch(envelope::isSignedBy);
    assertThat(new Signers(keys, 2).count(envelope)).isEqualTo(1);
  }

  private static void verifies(RoleKey key, Signature signature) throws Exception {
    signature.update(MESSAGE);
    byte[] bytes = signature.sign();
    assertThat(key.isUsable()).isTrue();
    assertThat(key.verifies(MESSAGE, bytes)).isTrue();
    bytes[bytes.length - 1] ^= 1;
    assertThat(key.verifies(MESSAGE, bytes)).isFalse();
    assertThat(key.verifies(MESSAGE, new byte[0])).isFalse();
  }

  private static RoleKey key(String type, String scheme, String value) throws Exception {
    JsonObject form = parsed(form(type, scheme, value));
    return RoleKey.parse(Digest.of(CanonicalJson.of(form)).hex(), form);
  }

  private static Map<String, Object> form(String type, String scheme, String value) {
    return Json.object("keytype", type, "scheme", scheme, "keyval", Json.object("public", value));
  }

  private static JsonObject parsed(Map<String, Object> form) throws Exception {
    byte[] bytes = Json.write(form).getBytes(UTF_8);
    return Json.parseObject(bytes, bytes.length);
  }

  private static String raw(SigningKey key) {
    return java.util.HexFormat.of().formatHex(key.publicKey().raw());
  }

  private static KeyPair ec(String curve) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec(curve));
    return generator.generateKeyPair();
  }

  private static KeyPair rsa(int bits) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(bits);
    return generator.generateKeyPair();
  }

  private static String pem(PublicKey key) {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded())
        + "\n-----END PUBLIC KEY-----\n";
  }
}
