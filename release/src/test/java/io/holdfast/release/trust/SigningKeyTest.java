package io.holdfast.release.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.release.Cases;
import io.holdfast.release.manifest.Manifests;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SigningKeyTest {
  private static final Path GOLDEN = Cases.file("golden/rfc8032-test-1.pem");
  private static final Path GOLDEN_ENCRYPTED = Cases.file("golden/rfc8032-test-1.encrypted.pem");
  private static final Path GOLDEN_PUBLIC = Cases.file("golden/rfc8032-test-1.pub");

  @TempDir Path folder;

  static List<Path> hostile() throws IOException {
    return Cases.in("signing-key/hostile");
  }

  @Test
  void the_public_half_is_that_of_the_test_vector() throws Exception {
    assertThat(SigningKey.read(GOLDEN, null).publicKey()).isEqualTo(ReleaseKey.read(GOLDEN_PUBLIC));
  }

  @Test
  void a_plain_key_is_written_as_openssl_writes_it() throws Exception {
    Path file = folder.resolve("release.key");

    SigningKey.read(GOLDEN, null).write(file, null);

    assertThat(file).hasSameTextualContentAs(GOLDEN);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void a_key_that_openssl_encrypted_opens_with_its_passphrase_outside_ascii() throws Exception {
    SigningKey key = SigningKey.read(GOLDEN_ENCRYPTED, "vier Wörter".toCharArray());

    assertThat(key.publicKey()).isEqualTo(ReleaseKey.read(GOLDEN_PUBLIC));
  }

  @Test
  void a_written_key_opens_with_its_passphrase_and_no_other() throws Exception {
    Path file = folder.resolve("release.key");
    SigningKey key = SigningKey.generate();

    key.write(file, "pässword".toCharArray());

    assertThat(SigningKey.read(file, "pässword".toCharArray()).publicKey())
        .isEqualTo(key.publicKey());
    assertThat(Files.readString(file)).startsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----\n");
    assertThatThrownBy(() -> SigningKey.read(file, "password".toCharArray()))
        .isInstanceOf(PassphraseException.class)
        .hasMessageContaining("does not open the private key in " + file);
  }

  @Test
  void a_wrong_passphrase_is_not_taken_for_a_damaged_file() {
    // The bytes that the second one leaves end as padded ones do, by chance.
    for (String wrong : List.of("wrong 0", "wrong 112")) {
      assertThatThrownBy(() -> SigningKey.read(GOLDEN_ENCRYPTED, wrong.toCharArray()))
          .isInstanceOf(PassphraseException.class);
    }
  }

  @Test
  void a_missing_passphrase_is_asked_for() {
    assertThatThrownBy(() -> SigningKey.read(GOLDEN_ENCRYPTED, null))
        .isInstanceOf(PassphraseException.class)
        .hasMessageContaining("is encrypted. Give its passphrase.");
  }

  @Test
  void an_empty_passphrase_is_not_written() {
    assertThatThrownBy(() -> SigningKey.generate().write(folder.resolve("k"), new char[0]))
        .isInstanceOf(PassphraseException.class);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void a_private_key_is_never_written_over() throws Exception {
    Path file = folder.resolve("release.key");
    SigningKey.generate().write(file, null);
    byte[] before = Files.readAllBytes(file);

    assertThatThrownBy(() -> SigningKey.generate().write(file, null))
        .isInstanceOf(KeyFileException.class)
        .hasMessageContaining("never written over");
    assertThat(file).hasBinaryContent(before);
  }

  @Test
  void a_rest_of_an_interrupted_writing_does_not_lend_its_permissions() throws Exception {
    Path file = folder.resolve("release.key");
    Path rest = Files.writeString(folder.resolve(".release.key.new"), "half");
    Files.setPosixFilePermissions(rest, PosixFilePermissions.fromString("rw-rw-rw-"));

    SigningKey.generate().write(file, null);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactly(file);
    }
  }

  @Test
  void two_generated_keys_differ() {
    assertThat(SigningKey.generate().publicKey()).isNotEqualTo(SigningKey.generate().publicKey());
  }

  @Test
  void a_key_says_nothing_secret_of_itself() throws Exception {
    SigningKey key = SigningKey.read(GOLDEN, null);

    assertThat(key.toString()).isEqualTo("signing key " + key.publicKey().id());
  }

  @Test
  void the_golden_signature_is_what_is_made() throws Exception {
    SignedManifest signed = SigningKey.read(GOLDEN, null).sign(Manifests.golden());

    assertThat(new String(signed.signature(), StandardCharsets.UTF_8))
        .isEqualTo(Files.readString(Cases.file("golden/debian-edge-1.4.0.json.sig")));
    assertThat(new String(signed.manifest(), StandardCharsets.UTF_8))
        .isEqualTo(Files.readString(Cases.file("golden/debian-edge-1.4.0.json")));
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void a_hostile_key_file_is_refused_without_quoting_it(Path hostile) throws Exception {
    Path file = hostile.resolve("key.pem");
    String secret = secretPart(Files.readString(file));

    assertThatThrownBy(() -> SigningKey.read(file, "secret".toCharArray()))
        .isInstanceOf(KeyFileException.class)
        .isNotInstanceOf(PassphraseException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(Cases.expected(hostile))
        .message()
        .doesNotContain(secret);
  }

  @Test
  void a_key_file_that_is_not_there_is_named() {
    Path file = folder.resolve("none.key");

    assertThatThrownBy(() -> SigningKey.read(file, null))
        .isInstanceOf(KeyFileException.class)
        .hasMessageContaining("There is no key file " + file);
  }

  /** Some characters from the second line, where a key's bytes begin. */
  private static String secretPart(String text) {
    List<String> lines = text.lines().toList();
    return lines.size() < 2 || lines.get(1).length() < 8 ? "\0" : lines.get(1).substring(0, 8);
  }
}
