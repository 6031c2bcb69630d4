package io.holdfast.image.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.release.trust.KeyFileException;
import io.holdfast.release.trust.PassphraseException;
import io.holdfast.release.trust.ReleaseKey;
import io.holdfast.release.trust.TrustedKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.Signature;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KeyFolderTest {
  private static final String PASSPHRASE = "überaus geheim";

  @TempDir Path folder;

  @Test
  void new_keys_can_be_read_again() throws Exception {
    KeyFolder made = KeyFolder.create(folder.resolve("above/team-a"), null);

    KeyFolder opened = KeyFolder.open(folder.resolve("above/team-a"), null);

    assertThat(opened.releaseKey().publicKey()).isEqualTo(made.releaseKey().publicKey());
    assertThat(opened.secureBoot()).isEqualTo(made.secureBoot());
    assertThat(ReleaseKey.read(made.releasePublicFile())).isEqualTo(made.releaseKey().publicKey());
    assertThat(TrustedKeys.load(made.folder()).keys()).hasSize(1);
  }

  @Test
  void the_secure_boot_certificate_is_that_of_the_key_and_lasts_ten_years() throws Exception {
    SecureBootKey key = KeyFolder.create(folder.resolve("team-a"), null).secureBoot();

    key.certificate().verify(key.certificate().getPublicKey());
    assertThat(key).hasToString("CN=Holdfast Secure Boot team-a");
    assertThat(key.certificate().getNotBefore().toInstant().atZone(ZoneOffset.UTC).plusYears(10))
        .isEqualTo(key.certificate().getNotAfter().toInstant().atZone(ZoneOffset.UTC));
    assertThat(key.certificate().getBasicConstraints()).isEqualTo(-1);
    byte[] message = {1, 2, 3};
    Signature signer = Signature.getInstance("SHA256withRSA");
    signer.initSign(key.key());
    signer.update(message);
    byte[] signature = signer.sign();
    signer.initVerify(key.certificate());
    signer.update(message);
    assertThat(signer.verify(signature)).isTrue();
  }

  @Test
  void a_long_or_strange_folder_name_gives_a_certificate_name_that_is_allowed() throws Exception {
    SecureBootKey key =
        KeyFolder.create(folder.resolve("x,CN=Microsoft \u001b[31m" + "y".repeat(90)), null)
            .secureBoot();

    assertThat(key.toString())
        .startsWith("CN=Holdfast Secure Boot x\\,CN\\=Microsoft ?[31m")
        .hasSizeLessThan(80);
  }

  @Test
  void only_the_owner_can_read_the_private_keys() throws Exception {
    KeyFolder keys = KeyFolder.create(folder.resolve("k"), null);

    assertThat(permissions(keys.folder())).isEqualTo("rwx------");
    assertThat(permissions(keys.folder().resolve("release.key"))).isEqualTo("rw-------");
    assertThat(permissions(keys.secureBootKeyFile())).isEqualTo("rw-------");
    assertThat(permissions(keys.releasePublicFile())).isEqualTo("rw-r--r--");
    assertThat(permissions(keys.secureBootCertificateFile())).isEqualTo("rw-r--r--");
    assertThat(names(keys.folder()))
        .containsExactly("release.key", "release.pub", "secure-boot.crt", "secure-boot.key");
  }

  @Test
  void an_empty_folder_that_others_could_read_is_closed_to_them() throws Exception {
    Path there = Files.createDirectory(folder.resolve("there"));
    Files.setPosixFilePermissions(there, PosixFilePermissions.fromString("rwxr-xr-x"));

    KeyFolder.create(there, null);

    assertThat(permissions(there)).isEqualTo("rwx------");
  }

  @Test
  void a_passphrase_opens_both_keys_and_is_needed_for_both() throws Exception {
    KeyFolder made = KeyFolder.create(folder.resolve("k"), PASSPHRASE.toCharArray());

    KeyFolder opened = KeyFolder.open(made.folder(), PASSPHRASE.toCharArray());

    assertThat(opened.secureBoot()).isEqualTo(made.secureBoot());
    assertThat(Files.readString(made.folder().resolve("release.key"))).contains("ENCRYPTED");
    assertThat(Files.readString(made.secureBootKeyFile())).contains("ENCRYPTED");
  }

  @Test
  void a_wrong_or_missing_passphrase_is_said_to_be_so() throws Exception {
    Path place = KeyFolder.create(folder.resolve("k"), PASSPHRASE.toCharArray()).folder();

    assertThatThrownBy(() -> KeyFolder.open(place, "geraten".toCharArray()))
        .isInstanceOf(PassphraseException.class)
        .hasMessageContaining("does not open the private key")
        .hasMessageContaining("release.key");
    assertThatThrownBy(() -> KeyFolder.open(place, null))
        .isInstanceOf(PassphraseException.class)
        .hasMessageContaining("Give its passphrase");
  }

  @Test
  void an_empty_passphrase_leaves_nothing_behind() {
    assertThatThrownBy(() -> KeyFolder.create(folder.resolve("k"), new char[0]))
        .isInstanceOf(PassphraseException.class);
    assertThat(folder.resolve("k")).doesNotExist();
  }

  @Test
  void a_folder_that_was_there_stays_when_making_keys_in_it_fails() throws Exception {
    Path there = Files.createDirectory(folder.resolve("there"));

    assertThatThrownBy(() -> KeyFolder.create(there, new char[0]))
        .isInstanceOf(PassphraseException.class);
    assertThat(there).isEmptyDirectory();
  }

  @Test
  void a_folder_that_holds_anything_is_refused_and_stays_as_it_was() throws Exception {
    Path kept = KeyFolder.create(folder.resolve("k"), null).folder();
    String before = Files.readString(kept.resolve("release.key"));

    assertThatThrownBy(() -> KeyFolder.create(kept, null))
        .isInstanceOf(KeyFolderRefusedException.class)
        .hasMessageContaining("not empty");
    assertThat(Files.readString(kept.resolve("release.key"))).isEqualTo(before);
  }

  @Test
  void a_file_is_no_folder_of_keys() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "x");
    assertThatThrownBy(() -> KeyFolder.create(file, null))
        .isInstanceOf(KeyFolderRefusedException.class)
        .hasMessageContaining("is no folder");
  }

  @ParameterizedTest
  @ValueSource(strings = {".git", "repository.json"})
  void keys_are_not_made_in_a_repository_of_any_kind(String mark) throws Exception {
    Path repository = Files.createDirectories(folder.resolve("project"));
    Files.writeString(repository.resolve(mark), "{}");
    Path inside = repository.resolve("a/b/keys");

    assertThatThrownBy(() -> KeyFolder.create(inside, null))
        .isInstanceOf(KeyFolderRefusedException.class)
        .hasMessageContaining("repository")
        .hasMessageContaining("outside");
    assertThat(names(repository)).containsExactly(mark);
  }

  @Test
  void a_link_into_a_repository_does_not_get_around_that() throws Exception {
    Path repository = Files.createDirectories(folder.resolve("project/deep"));
    Files.createDirectory(folder.resolve("project/.git"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), repository);

    assertThatThrownBy(() -> KeyFolder.create(link.resolve("new/keys"), null))
        .isInstanceOf(KeyFolderRefusedException.class);
  }

  @Test
  void a_folder_without_its_release_key_cannot_be_opened() throws Exception {
    Path place = KeyFolder.create(folder.resolve("k"), null).folder();
    Files.delete(place.resolve("release.key"));

    assertThatThrownBy(() -> KeyFolder.open(place, null))
        .isInstanceOf(KeyFileException.class)
        .hasMessageContaining("release.key");
    assertThatThrownBy(() -> KeyFolder.open(folder.resolve("none"), null))
        .isInstanceOf(KeyFolderException.class)
        .hasMessageContaining("holdfast keys new");
  }

  @Test
  void the_certificate_of_another_key_is_noticed() throws Exception {
    Path mine = KeyFolder.create(folder.resolve("mine"), null).folder();
    Path other = KeyFolder.create(folder.resolve("other"), null).folder();
    Files.delete(mine.resolve("secure-boot.crt"));
    Files.copy(other.resolve("secure-boot.crt"), mine.resolve("secure-boot.crt"));

    assertThatThrownBy(() -> KeyFolder.open(mine, null))
        .isInstanceOf(KeyFolderException.class)
        .hasMessageContaining("not the certificate of the key");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no PEM at all",
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
        "-----BEGIN PRIVATE KEY-----\nMIIB",
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMAA=\n-----END ENCRYPTED PRIVATE KEY-----\n",
        "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n"
      })
  void a_damaged_secure_boot_key_or_certificate_is_named(String text) throws Exception {
    Path place = KeyFolder.create(folder.resolve("k"), null).folder();
    for (String name : new String[] {"secure-boot.crt", "secure-boot.key"}) {
      Files.writeString(place.resolve(name), text);
      assertThatThrownBy(() -> KeyFolder.open(place, null))
          .isInstanceOf(KeyFolderException.class)
          .hasMessageContaining(place.resolve(name).toString());
    }
  }

  private static String permissions(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static Stream<String> names(Path place) throws Exception {
    try (Stream<Path> files = Files.list(place)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
    }
  }
}
