package io.holdfast.release.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.host.Command;
import io.holdfast.release.Cases;
import io.holdfast.release.Version;
import io.holdfast.release.content.ChannelName;
import io.holdfast.release.content.ContentFile;
import io.holdfast.release.content.ContentManifest;
import io.holdfast.release.content.Contents;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Content in repositories wherever they are, and what only folders have. */
class ContentRepositoryTest {
  private static final ChannelName RULES = Contents.RULES;
  private static final Version SEVEN = new Version("7");

  @TempDir Path folder;

  static List<Path> hostile() throws IOException {
    return Cases.in("content-repository/hostile");
  }

  @Test
  void content_is_read_as_it_was_published() throws Exception {
    PublishedContent.into(folder, "10", "7", "7.1");
    try (WebServer server = new WebServer(folder)) {
      for (String place : List.of(folder.toString(), server.url())) {
        Repository repository = Repository.at(place);

        assertThat(repository.channels()).containsExactly(RULES);
        assertThat(repository.contentVersions(RULES))
            .containsExactly(SEVEN, new Version("7.1"), new Version("10"));
        ContentManifest manifest = PublishedContent.verified(repository, "7");
        assertThat(manifest.files()).hasSize(3);
        for (ContentFile file : manifest.files()) {
          assertThat(PublishedContent.read(repository, file))
              .isEqualTo(PublishedContent.bytes(file.path(), "7"));
        }
      }
    }
  }

  @Test
  void a_download_goes_on_where_it_stopped() throws Exception {
    PublishedContent.into(folder, "7");
    byte[] whole = PublishedContent.bytes("models/large.bin", "7");
    try (WebServer server = new WebServer(folder)) {
      for (String place : List.of(folder.toString(), server.url())) {
        Repository repository = Repository.at(place);
        ContentFile large = PublishedContent.verified(repository, "7").files().getLast();
        for (int offset : new int[] {1, 1 << 20, whole.length - 1, whole.length}) {
          try (InputStream stream = repository.open(large, offset)) {
            assertThat(stream.readAllBytes())
                .isEqualTo(Arrays.copyOfRange(whole, offset, whole.length));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void a_hostile_repository_is_refused_alike_in_a_folder_and_behind_a_web_server(Path hostile)
      throws Exception {
    String expected = Cases.expected(hostile);
    try (WebServer server = new WebServer(hostile)) {
      for (String place : List.of(hostile.toString(), server.url())) {
        Repository repository = Repository.at(place);

        assertThatThrownBy(() -> readAll(repository))
            .isInstanceOf(DamagedException.class)
            .hasMessageContaining(place)
            .hasMessageContaining(expected)
            .message()
            .matches(message -> message.codePoints().noneMatch(Character::isISOControl));
      }
    }
  }

  @Test
  void lists_and_manifests_of_more_bytes_than_allowed_are_not_read_to_their_end() throws Exception {
    PublishedContent.into(folder, "7");
    try (WebServer server = new WebServer(folder)) {
      for (String place : List.of(folder.toString(), server.url())) {
        assertTooLong(place, ContentLayout.CHANNELS, Layout.MAX_INDEX_BYTES);
        assertTooLong(place, ContentLayout.versions(RULES), Layout.MAX_INDEX_BYTES);
        assertTooLong(place, ContentLayout.manifest(RULES, SEVEN), ContentManifest.MAX_BYTES);
      }
    }
  }

  @Test
  void the_golden_repository_is_read() throws Exception {
    Repository repository = Repository.at(Cases.file("golden/repository").toString());

    assertThat(repository.channels()).containsExactly(RULES);
    assertThat(repository.contentVersions(RULES)).containsExactly(SEVEN);
    assertThat(repository.content(RULES, SEVEN).manifest())
        .isEqualTo(Files.readAllBytes(Cases.file("golden/rules-7.json")));
  }

  @Test
  void a_repository_without_content_has_no_channels() throws Exception {
    Published.into(folder, "1.4.0");
    try (WebServer server = new WebServer(folder)) {
      for (String place : List.of(folder.toString(), server.url())) {
        Repository repository = Repository.at(place);

        assertThat(repository.channels()).isEmpty();
        assertThatThrownBy(() -> repository.contentVersions(RULES))
            .isInstanceOf(NoSuchContentException.class)
            .hasMessageContaining("has no channel rules");
        assertThatThrownBy(() -> repository.content(RULES, SEVEN))
            .isInstanceOf(NoSuchContentException.class)
            .hasMessageContaining("has no content rules 7");
      }
    }
  }

  @Test
  void a_version_that_is_not_there_is_told_from_a_broken_repository() throws Exception {
    PublishedContent.into(folder, "7");
    try (WebServer server = new WebServer(folder)) {
      for (String place : List.of(folder.toString(), server.url())) {
        Repository repository = Repository.at(place);

        assertThatThrownBy(() -> repository.content(RULES, new Version("8")))
            .isInstanceOf(NoSuchContentException.class)
            .hasMessageContaining("has no content rules 8");
        assertThatThrownBy(() -> repository.contentVersions(new ChannelName("models")))
            .isInstanceOf(NoSuchContentException.class);
      }
    }
  }

  @Test
  void damaged_files_are_found() throws Exception {
    PublishedContent.into(folder, "7");
    ContentManifest manifest = PublishedContent.verified(Repository.at(folder.toString()), "7");
    ContentFile large = manifest.files().getLast();
    Path blob = folder.resolve(Layout.blob(large.digest()));
    byte[] bytes = Files.readAllBytes(blob);
    bytes[bytes.length / 2] ^= 1;
    Files.write(blob, bytes);
    ContentFile blocked = manifest.files().getFirst();
    Files.delete(folder.resolve(Layout.blob(blocked.digest())));
    try (WebServer server = new WebServer(folder)) {
      for (String place : List.of(folder.toString(), server.url())) {
        Repository repository = Repository.at(place);

        assertThatThrownBy(() -> PublishedContent.read(repository, large))
            .isInstanceOf(DamagedException.class)
            .hasMessageContaining("file 'models/large.bin' (")
            .hasMessageContaining("its digest is");
        assertThatThrownBy(() -> PublishedContent.read(repository, blocked))
            .isInstanceOf(DamagedException.class)
            .hasMessageContaining("is missing: file 'blocked.txt'");
      }
    }
    Files.write(blob, new byte[] {1, 2, 3});
    assertThatThrownBy(() -> PublishedContent.read(Repository.at(folder.toString()), large))
        .isInstanceOf(DamagedException.class)
        .hasMessageContaining("has 3 bytes, not the");
  }

  @Test
  void nothing_is_read_through_a_symbolic_link() throws Exception {
    Path real = folder.resolve("real");
    PublishedContent.into(real, "7");
    Path secret = Files.writeString(folder.resolve("secret"), "secret");
    for (String path :
        List.of(
            ContentLayout.CHANNELS,
            ContentLayout.versions(RULES),
            ContentLayout.manifest(RULES, SEVEN),
            ContentLayout.signature(RULES, SEVEN),
            ContentLayout.folder(RULES),
            ContentLayout.CONTENT)) {
      Path file = real.resolve(path);
      Path kept = Files.move(file, folder.resolve("kept"));
      for (Path target : List.of(secret, kept)) {
        Files.createSymbolicLink(file, target);
        // What lies behind a link to a file is not there.
        if (target.equals(kept) || !Files.isDirectory(kept)) {
          assertThatThrownBy(() -> readAll(Repository.at(real.toString())))
              .isInstanceOf(DamagedException.class)
              .hasMessageContaining("is a symbolic link or lies behind one");
        }
        Files.delete(file);
      }
      Files.move(kept, file);
    }
    readAll(Repository.at(real.toString()));
  }

  @Test
  void a_named_pipe_does_not_keep_its_reader_waiting() throws Exception {
    PublishedContent.into(folder, "7");
    Path list = folder.resolve(ContentLayout.versions(RULES));
    Files.delete(list);
    Command.of("mkfifo", list.toString()).check();

    assertThatThrownBy(() -> Repository.at(folder.toString()).contentVersions(RULES))
        .isInstanceOf(DamagedException.class)
        .hasMessageContaining("is no regular file");
  }

  private void assertTooLong(String place, String path, int most) throws IOException {
    Path file = folder.resolve(path);
    byte[] before = Files.readAllBytes(file);
    byte[] spaces = new byte[most + 1];
    Arrays.fill(spaces, (byte) ' ');
    Files.write(file, spaces);
    assertThatThrownBy(() -> readAll(Repository.at(place)))
        .isInstanceOf(DamagedException.class)
        .hasMessageContaining(path + " has more than the " + most + " bytes allowed");
    Files.write(file, before);
  }

  private static void readAll(Repository repository) throws IOException {
    repository.channels();
    repository.contentVersions(RULES);
    repository.content(RULES, SEVEN);
  }
}
