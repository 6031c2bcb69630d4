package io.holdfast.release.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFilesTest {
  @TempDir Path folder;

  @Test
  void both_halves_are_written_and_only_the_public_one_for_everybody() throws Exception {
    KeyFiles files = new KeyFiles(folder.resolve("deep/er"), "content-rules");

    ReleaseKey key = files.create(null);

    assertThat(ReleaseKey.read(files.publicFile())).isEqualTo(key);
    assertThat(SigningKey.read(files.privateFile(), null).publicKey()).isEqualTo(key);
    assertThat(permissions(files.privateFile())).isEqualTo("rw-------");
    assertThat(permissions(files.publicFile())).isEqualTo("rw-r--r--");
    assertThat(permissions(files.folder())).isEqualTo("rwx------");
  }

  @Test
  void the_private_half_opens_with_its_passphrase_alone() throws Exception {
    KeyFiles files = new KeyFiles(folder, "k");

    ReleaseKey key = files.create("open sesame".toCharArray());

    assertThat(SigningKey.read(files.privateFile(), "open sesame".toCharArray()).publicKey())
        .isEqualTo(key);
    assertThatThrownBy(() -> SigningKey.read(files.privateFile(), null))
        .isInstanceOf(PassphraseException.class);
  }

  @Test
  void keys_lie_beside_others_and_never_replace_one() throws Exception {
    new KeyFiles(folder, "a").create(null);
    new KeyFiles(folder, "b").create(null);
    byte[] before = Files.readAllBytes(folder.resolve("a.key"));

    assertNotReplaced(before);
    Files.delete(folder.resolve("a.pub"));
    assertNotReplaced(before);
  }

  @Test
  void a_link_to_nowhere_is_not_written_through() throws Exception {
    Files.createSymbolicLink(folder.resolve("a.pub"), folder.resolve("elsewhere"));

    assertThatThrownBy(() -> new KeyFiles(folder, "a").create(null))
        .isInstanceOf(KeyPlaceException.class);
    assertThat(folder.resolve("elsewhere")).doesNotExist();
    assertThat(folder.resolve("a.key")).doesNotExist();
  }

  @Test
  void an_empty_passphrase_leaves_nothing() {
    assertThatThrownBy(() -> new KeyFiles(folder, "a").create(new char[0]))
        .isInstanceOf(PassphraseException.class);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void no_key_is_made_in_a_repository_or_behind_a_link_into_one() throws Exception {
    for (String mark : new String[] {".git", "repository.json"}) {
      Path repository = Files.createDirectory(folder.resolve("with" + mark));
      Files.createFile(repository.resolve(mark));
      Files.createDirectory(repository.resolve("below"));
      Path link =
          Files.createSymbolicLink(folder.resolve("link" + mark), repository.resolve("below"));

      for (Path place : new Path[] {repository, repository.resolve("new/er"), link}) {
        assertThatThrownBy(() -> new KeyFiles(place, "a").create(null))
            .isInstanceOf(KeyPlaceException.class)
            .hasMessageContaining("would be published some day");
      }
      assertThat(repository.resolve("new")).doesNotExist();
    }
  }

  private void assertNotReplaced(byte[] before) {
    assertThatThrownBy(() -> new KeyFiles(folder, "a").create(null))
        .isInstanceOf(KeyPlaceException.class)
        .hasMessageContaining("never written over");
    assertThat(folder.resolve("a.key")).hasBinaryContent(before);
  }

  private static String permissions(Path file) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
