package io.holdfast.release.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.release.Cases;
import io.holdfast.release.Version;
import io.holdfast.release.manifest.ManifestException;
import io.holdfast.release.manifest.Manifests;
import io.holdfast.release.manifest.ReleaseName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TrustedKeysTest {
  private static final ReleaseName NAME = new ReleaseName("debian-edge");

  @TempDir Path folder;

  static List<Path> hostileSignatures() throws IOException {
    return Cases.in("signature/hostile");
  }

  static List<Path> hostileKeys() throws IOException {
    return Cases.in("key/hostile");
  }

  @Test
  void the_golden_signature_is_trusted() throws Exception {
    assertThat(goldenKeys().verify(golden())).isEqualTo(Manifests.golden());
  }

  @ParameterizedTest
  @MethodSource("hostileSignatures")
  void a_hostile_signature_is_refused_and_told_apart(Path hostile) throws Exception {
    byte[] signature = Files.readAllBytes(hostile.resolve("release.json.sig"));
    SignedManifest signed = new SignedManifest(golden().manifest(), signature);

    assertThatThrownBy(() -> goldenKeys().verify(signed))
        .isInstanceOf(UntrustedException.class)
        .hasMessageContaining(Cases.expected(hostile))
        .message()
        .matches(message -> message.codePoints().noneMatch(Character::isISOControl));
  }

  @ParameterizedTest
  @MethodSource("hostileKeys")
  void a_hostile_key_file_spoils_the_folder_that_it_is_in(Path hostile) throws Exception {
    Files.copy(Cases.file("golden/rfc8032-test-1.pub"), folder.resolve("good.pub"));
    Path bad = Files.copy(hostile.resolve("key.pub"), folder.resolve("bad.pub"));

    assertThatThrownBy(() -> TrustedKeys.load(folder))
        .isInstanceOf(KeyFileException.class)
        .hasMessageContaining(bad.toString())
        .hasMessageContaining(Cases.expected(hostile));
  }

  @Test
  void a_manifest_changed_in_any_one_byte_is_not_trusted() throws Exception {
    TrustedKeys keys = goldenKeys();
    byte[] signature = golden().signature();
    byte[] manifest = golden().manifest();
    for (int i = 0; i < manifest.length; i++) {
      byte[] changed = manifest.clone();
      changed[i] ^= 1;
      assertThatThrownBy(() -> keys.verify(new SignedManifest(changed, signature)))
          .isInstanceOf(UntrustedException.class);
    }
  }

  @Test
  void a_signed_release_handed_out_for_another_is_not_trusted() throws Exception {
    assertThat(goldenKeys().verify(golden(), NAME, new Version("1.4.0")).name()).isEqualTo(NAME);
    assertThatThrownBy(() -> goldenKeys().verify(golden(), NAME, new Version("1.5.0")))
        .isInstanceOf(UntrustedException.class)
        .hasMessageContaining("that of debian-edge 1.4.0, and debian-edge 1.5.0 was asked for");
    assertThatThrownBy(
            () -> goldenKeys().verify(golden(), new ReleaseName("other"), new Version("1.4.0")))
        .isInstanceOf(UntrustedException.class);
  }

  @Test
  void what_is_signed_and_is_no_manifest_is_still_refused() throws Exception {
    SigningKey key = SigningKey.generate();
    SignedManifest signed = key.sign(Domain.RELEASE, "{}".getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() -> new TrustedKeys(List.of(key.publicKey())).verify(signed))
        .isInstanceOf(ManifestException.class);
  }

  @Test
  void a_signature_counts_only_for_the_kind_of_document_that_it_was_made_for() throws Exception {
    SigningKey key = SigningKey.generate();
    TrustedKeys keys = new TrustedKeys(List.of(key.publicKey()));
    byte[] bytes = "{}".getBytes(StandardCharsets.UTF_8);
    for (Domain signedAs : Domain.values()) {
      for (Domain readAs : Domain.values()) {
        SignedManifest signed = key.sign(signedAs, bytes);
        if (signedAs == readAs) {
          assertThat(keys.verify(readAs, signed)).isEqualTo(bytes);
        } else {
          assertThatThrownBy(() -> keys.verify(readAs, signed))
              .isInstanceOf(UntrustedException.class)
              .hasMessageContaining("does not fit its signature");
        }
      }
    }
  }

  @Test
  void no_domain_can_be_taken_for_another_with_other_bytes() {
    for (Domain one : Domain.values()) {
      for (Domain other : Domain.values()) {
        String line = new String(one.prefix(), StandardCharsets.US_ASCII);
        String longer = new String(other.prefix(), StandardCharsets.US_ASCII);
        // The line of an envelope is its specification's, and ends with a blank.
        assertThat(line).endsWith(one == Domain.ENVELOPE ? " " : "\n");
        assertThat(longer.startsWith(line)).isEqualTo(one == other);
      }
    }
  }

  @Test
  void a_release_by_any_of_the_keys_in_the_folder_is_trusted() throws Exception {
    SigningKey first = SigningKey.generate();
    SigningKey second = SigningKey.generate();
    Files.writeString(folder.resolve("first.pub"), first.publicKey().toPem());
    Files.writeString(folder.resolve("second.pub"), second.publicKey().toPem());
    Files.writeString(folder.resolve("notes.txt"), "not a key");

    TrustedKeys keys = TrustedKeys.load(folder);

    assertThat(keys.keys()).containsExactly(first.publicKey(), second.publicKey());
    assertThat(keys.verify(second.sign(Manifests.golden()))).isEqualTo(Manifests.golden());
  }

  @Test
  void one_key_in_two_files_is_one_key() throws Exception {
    Files.copy(Cases.file("golden/rfc8032-test-1.pub"), folder.resolve("a.pub"));
    Files.copy(Cases.file("golden/rfc8032-test-1.pub"), folder.resolve("b.pub"));

    assertThat(TrustedKeys.load(folder).keys()).hasSize(1);
  }

  @Test
  void a_key_file_with_the_line_ends_of_windows_is_read() throws Exception {
    String text = Files.readString(Cases.file("golden/rfc8032-test-1.pub"));

    assertThat(ReleaseKey.parse("\r\n" + text.replace("\n", "\r\n"), "a text").toPem())
        .isEqualTo(text);
  }

  @Test
  void trusting_nobody_is_an_error() {
    assertThatThrownBy(() -> TrustedKeys.load(folder))
        .isInstanceOf(KeyFileException.class)
        .hasMessageContaining("no key file *.pub in " + folder);
    assertThatThrownBy(() -> TrustedKeys.load(folder.resolve("none")))
        .isInstanceOf(KeyFileException.class)
        .hasMessageContaining("no folder of trusted keys");
    assertThatIllegalArgumentException().isThrownBy(() -> new TrustedKeys(List.of()));
  }

  @Test
  void a_folder_of_very_many_keys_is_a_mistake() throws Exception {
    for (int i = 0; i <= TrustedKeys.MAX_KEYS; i++) {
      Files.writeString(folder.resolve(i + ".pub"), SigningKey.generate().publicKey().toPem());
    }

    assertThatThrownBy(() -> TrustedKeys.load(folder))
        .isInstanceOf(KeyFileException.class)
        .hasMessageContaining("more than 32 key files");
  }

  @Test
  void a_folder_called_like_a_key_file_is_refused() throws Exception {
    Files.createDirectory(folder.resolve("a.pub"));

    assertThatThrownBy(() -> TrustedKeys.load(folder)).isInstanceOf(KeyFileException.class);
  }

  @Test
  void the_bytes_of_a_signed_manifest_cannot_be_changed_from_outside() throws Exception {
    SignedManifest signed = golden();
    signed.manifest()[0] = 0;
    signed.signature()[0] = 0;

    assertThat(signed).isEqualTo(golden()).hasSameHashCodeAs(golden());
  }

  private static TrustedKeys goldenKeys() throws IOException {
    return new TrustedKeys(List.of(ReleaseKey.read(Cases.file("golden/rfc8032-test-1.pub"))));
  }

  private static SignedManifest golden() throws IOException {
    return new SignedManifest(
        Files.readAllBytes(Cases.file("golden/debian-edge-1.4.0.json")),
        Files.readAllBytes(Cases.file("golden/debian-edge-1.4.0.json.sig")));
  }
}
