package io.holdfast.inventory.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.release.Digest;
import io.holdfast.release.json.Json;
import io.holdfast.release.json.JsonObject;
import io.holdfast.release.trust.Envelope;
import io.holdfast.release.trust.SigningKey;
import io.holdfast.release.trust.TrustedKeys;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProvenanceTest {
  private static final Digest ROOT = Digest.of(new byte[] {1});
  private static final Digest BASE = Digest.of(new byte[] {2});

  @Test
  void it_is_a_signed_statement_of_what_was_built_from_what() throws Exception {
    SigningKey key = SigningKey.generate();
    Provenance provenance =
        new Provenance(
            List.of(new Provenance.Named("root", ROOT)),
            Map.of("name", "edge"),
            BASE,
            List.of(new Provenance.Named("base: Debian trixie", BASE)));
    byte[] statement =
        Envelope.parse(provenance.signed(key).getBytes(StandardCharsets.UTF_8))
            .verify(Provenance.TYPE, new TrustedKeys(List.of(key.publicKey())));
    JsonObject read = Json.parseObject(statement, 1 << 20);
    assertThat(read.string("_type")).isEqualTo("https://in-toto.io/Statement/v1");
    assertThat(read.string("predicateType")).isEqualTo("https://slsa.dev/provenance/v1");
    JsonObject subject = read.objects("subject", 1).getFirst();
    assertThat(subject.string("name")).isEqualTo("root");
    assertThat(subject.object("digest").string("sha256")).isEqualTo(ROOT.hex());
    JsonObject definition = read.object("predicate").object("buildDefinition");
    assertThat(definition.objects("resolvedDependencies", 1).getFirst().string("name"))
        .isEqualTo("base: Debian trixie");
    assertThat(provenance.signed(key)).isEqualTo(provenance.signed(key));
  }
}
