package io.holdfast.release.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.Signature;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class EnvelopeTest {
  private static final String TYPE = "application/vnd.in-toto+json";
  private static final SigningKey KEY = SigningKey.generate();
  private static final TrustedKeys TRUSTED = new TrustedKeys(List.of(KEY.publicKey()));
  private static final byte[] DOCUMENT = "{\"a\":\"ä\"}".getBytes(StandardCharsets.UTF_8);

  @Test
  void a_document_that_was_signed_is_given_back() throws Exception {
    assertThat(read(written()).verify(TYPE, TRUSTED)).isEqualTo(DOCUMENT);
  }

  /** What any other tool computes (DSSE, "Signature Definition"). */
  @Test
  void its_signature_is_that_of_the_specification() throws Exception {
    byte[] encoded =
        ("DSSEv1 28 " + TYPE + " 10 " + new String(DOCUMENT, StandardCharsets.UTF_8))
            .getBytes(StandardCharsets.UTF_8);
    assertThat(DOCUMENT).hasSize(10);
    Signature signature = Signature.getInstance("Ed25519");
    signature.initVerify(KEY.publicKey().key());
    signature.update(encoded);
    String base64 = written().replaceFirst("(?s).*\"sig\" : \"([^\"]*)\".*", "$1");
    assertThat(signature.verify(Base64.getDecoder().decode(base64))).isTrue();
  }

  @Test
  void a_document_of_another_type_is_refused() throws Exception {
    Envelope envelope = read(written());
    assertThatThrownBy(() -> envelope.verify("text/plain", TRUSTED))
        .isInstanceOf(UntrustedException.class);
    Envelope renamed = read(written().replace(TYPE, "application/vnd.in-toto+text"));
    assertThatThrownBy(() -> renamed.verify("application/vnd.in-toto+text", TRUSTED))
        .isInstanceOf(UntrustedException.class);
  }

  @Test
  void a_document_that_was_changed_is_refused() throws Exception {
    String other =
        written()
            .replace(
                Base64.getEncoder().encodeToString(DOCUMENT),
                Base64.getEncoder().encodeToString("{}".getBytes(StandardCharsets.UTF_8)));
    Envelope envelope = read(other);
    assertThatThrownBy(() -> envelope.verify(TYPE, TRUSTED)).isInstanceOf(UntrustedException.class);
  }

  @Test
  void a_strangers_document_is_refused() throws Exception {
    Envelope envelope = read(written());
    TrustedKeys others = new TrustedKeys(List.of(SigningKey.generate().publicKey()));
    assertThatThrownBy(() -> envelope.verify(TYPE, others)).isInstanceOf(UntrustedException.class);
  }

  @Test
  void one_without_signatures_is_refused() throws Exception {
    Envelope envelope =
        read("{\"payloadType\":\"" + TYPE + "\",\"payload\":\"\",\"signatures\":[]}");
    assertThatThrownBy(() -> envelope.verify(TYPE, TRUSTED)).isInstanceOf(UntrustedException.class);
  }

  @Test
  void what_is_no_envelope_is_refused() {
    for (String text :
        List.of(
            "",
            "[]",
            "{}",
            written().replace("payload\"", "other\""),
            written().replace("\"sig\" : \"", "\"sig\" : \"!"),
            written().replace("\"keyid\" : \"", "\"keyid\" : \"zz"))) {
      assertThatThrownBy(() -> read(text)).isInstanceOf(UntrustedException.class);
    }
  }

  private static String written() {
    return Envelope.sign(TYPE, DOCUMENT, KEY).toJson();
  }

  private static Envelope read(String text) throws UntrustedException {
    return Envelope.parse(text.getBytes(StandardCharsets.UTF_8));
  }
}
