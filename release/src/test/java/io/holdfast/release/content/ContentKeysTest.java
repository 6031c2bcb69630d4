package io.holdfast.release.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.release.Cases;
import io.holdfast.release.Version;
import io.holdfast.release.manifest.ManifestException;
import io.holdfast.release.manifest.Manifests;
import io.holdfast.release.trust.Domain;
import io.holdfast.release.trust.ReleaseKey;
import io.holdfast.release.trust.SignedManifest;
import io.holdfast.release.trust.SigningKey;
import io.holdfast.release.trust.TrustedKeys;
import io.holdfast.release.trust.UntrustedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContentKeysTest {
  private static final Version SEVEN = new Version("7");
  private static final SigningKey KEY = SigningKey.generate();

  @Test
  void the_golden_signature_is_trusted() throws Exception {
    assertThat(goldenKeys().verify(golden(), SEVEN)).isEqualTo(Contents.golden());
  }

  @Test
  void the_golden_signature_is_what_is_made() throws Exception {
    SigningKey key = SigningKey.read(Cases.file("golden/rfc8032-test-1.pem"), null);

    assertThat(ContentKeys.sign(Contents.golden(), key)).isEqualTo(golden());
  }

  @Test
  void the_signature_of_a_release_is_none_over_content() throws Exception {
    byte[] manifest = Contents.golden().toJson().getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> keys("rules").verify(KEY.sign(Domain.RELEASE, manifest), SEVEN))
        .isInstanceOf(UntrustedException.class)
        .hasMessageContaining("does not fit its signature");
    // The same key and bytes, signed as what they are.
    keys("rules").verify(KEY.sign(Domain.CONTENT, manifest), SEVEN);
  }

  @Test
  void the_signature_of_content_is_none_over_a_release() throws Exception {
    byte[] manifest = Manifests.golden().toJson().getBytes(StandardCharsets.UTF_8);
    TrustedKeys keys = new TrustedKeys(List.of(KEY.publicKey()));

    assertThatThrownBy(() -> keys.verify(KEY.sign(Domain.CONTENT, manifest)))
        .isInstanceOf(UntrustedException.class)
        .hasMessageContaining("does not fit its signature");
    keys.verify(KEY.sign(Domain.RELEASE, manifest));
  }

  @Test
  void another_version_handed_out_is_not_trusted() {
    assertThatThrownBy(() -> goldenKeys().verify(golden(), new Version("8")))
        .isInstanceOf(UntrustedException.class)
        .hasMessageContaining("that of content rules 7, and rules 8 was asked for");
    // The same place in the order of versions, and still not what was asked for.
    assertThatThrownBy(() -> goldenKeys().verify(golden(), new Version("7.0")))
        .isInstanceOf(UntrustedException.class);
  }

  @Test
  void content_of_another_channel_is_not_trusted() {
    SignedManifest signed = ContentKeys.sign(Contents.golden(), KEY);

    assertThatThrownBy(() -> keys("models").verify(signed, SEVEN))
        .isInstanceOf(UntrustedException.class)
        .hasMessageContaining("that of content rules 7, and models 7 was asked for");
  }

  @Test
  void content_of_another_key_is_not_trusted() {
    SignedManifest signed = ContentKeys.sign(Contents.golden(), SigningKey.generate());

    assertThatThrownBy(() -> keys("rules").verify(signed, SEVEN))
        .isInstanceOf(UntrustedException.class)
        .hasMessageContaining("which is not trusted here");
  }

  @Test
  void a_manifest_changed_in_any_one_byte_is_not_trusted() throws Exception {
    SignedManifest signed = golden();
    byte[] manifest = signed.manifest();
    for (int i = 0; i < manifest.length; i++) {
      byte[] changed = manifest.clone();
      changed[i] ^= 1;
      assertThatThrownBy(
              () -> goldenKeys().verify(new SignedManifest(changed, signed.signature()), SEVEN))
          .isInstanceOf(UntrustedException.class);
    }
  }

  @Test
  void what_is_signed_and_is_no_manifest_is_still_refused() {
    SignedManifest signed = KEY.sign(Domain.CONTENT, "{}".getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() -> keys("rules").verify(signed, SEVEN))
        .isInstanceOf(ManifestException.class);
  }

  @Test
  void the_keys_of_a_channel_are_called_after_it() {
    Path folder = Path.of("keys");

    assertThat(ContentKeys.files(folder, Contents.RULES).privateFile())
        .isEqualTo(folder.resolve("content-rules.key"));
    assertThat(ContentKeys.files(folder, Contents.RULES).publicFile())
        .isEqualTo(folder.resolve("content-rules.pub"));
  }

  private static ContentKeys keys(String channel) {
    return new ContentKeys(new ChannelName(channel), new TrustedKeys(List.of(KEY.publicKey())));
  }

  private static ContentKeys goldenKeys() throws IOException {
    return new ContentKeys(
        Contents.RULES,
        new TrustedKeys(List.of(ReleaseKey.read(Cases.file("golden/rfc8032-test-1.pub")))));
  }

  private static SignedManifest golden() throws IOException {
    return new SignedManifest(
        Files.readAllBytes(Cases.file("golden/rules-7.json")),
        Files.readAllBytes(Cases.file("golden/rules-7.json.sig")));
  }
}
