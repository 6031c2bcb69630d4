package io.holdfast.release.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.host.Command;
import io.holdfast.release.Cases;
import io.holdfast.release.Digest;
import io.holdfast.release.Version;
import io.holdfast.release.manifest.Manifest;
import io.holdfast.release.manifest.Part;
import io.holdfast.release.manifest.ReleaseName;
import io.holdfast.release.trust.SignedManifest;
import io.holdfast.release.trust.TrustedKeys;
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

/** What holds for repositories wherever they are, and what only folders have. */
class RepositoryTest {
  private static final ReleaseName NAME = new ReleaseName("debian-edge");
  private static final Version VERSION = new Version("1.4.0");

  @TempDir Path folder;

  static List<Path> hostile() throws IOException {
    return Cases.in("repository/hostile");
  }

  @Test
  void a_release_is_read_as_it_was_published() throws Exception {
    Published.into(folder, "1.4.0", "1.5.0");
    try (WebServer server = new WebServer(folder)) {
      for (String place : List.of(folder.toString(), server.url(), server.url() + "/")) {
        Repository repository = Repository.at(place);

        assertThat(repository.list())
            .extracting(ReleaseEntry::version)
            .containsExactly(VERSION, new Version("1.5.0"));
        Manifest manifest = verified(repository);
        for (Part part : manifest.parts()) {
          try (InputStream stream = repository.open(part, 0)) {
            assertThat(stream.readAllBytes()).isEqualTo(Published.bytes(part.kind(), "1.4.0"));
          }
        }
      }
    }
  }

  @Test
  void a_download_goes_on_where_it_stopped() throws Exception {
    Published.into(folder, "1.4.0");
    byte[] whole = Published.bytes(Part.Kind.ROOT, "1.4.0");
    try (WebServer server = new WebServer(folder)) {
      for (String place : List.of(folder.toString(), server.url())) {
        Repository repository = Repository.at(place);
        Part root = verified(repository).part(Part.Kind.ROOT);
        for (int offset : new int[] {1, 1 << 20, whole.length - 1, whole.length}) {
          try (InputStream stream = repository.open(root, offset)) {
            assertThat(stream.readAllBytes())
                .isEqualTo(Arrays.copyOfRange(whole, offset, whole.length));
          }
        }
      }
      assertThat(server.rangeOf(Layout.blob(Digest.of(whole))))
          .isEqualTo("bytes=" + (whole.length - 1) + "-");
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
  void the_golden_repository_is_read() throws Exception {
    Repository repository = Repository.at(Cases.file("golden/repository").toString());

    assertThat(repository.list()).containsExactly(new ReleaseEntry(NAME, VERSION));
    assertThat(repository.manifest(NAME, VERSION).manifest())
        .isEqualTo(Files.readAllBytes(Cases.file("golden/debian-edge-1.4.0.json")));
  }

  @Test
  void a_release_that_is_not_there_is_told_from_a_broken_repository() throws Exception {
    Published.into(folder, "1.4.0");
    try (WebServer server = new WebServer(folder)) {
      for (String place : List.of(folder.toString(), server.url())) {
        assertThatThrownBy(() -> Repository.at(place).manifest(NAME, new Version("9.9")))
            .isInstanceOf(NoSuchReleaseException.class)
            .hasMessageContaining("has no release debian-edge 9.9");
      }
    }
  }

  @Test
  void damaged_parts_are_found() throws Exception {
    Published.into(folder, "1.4.0");
    Manifest manifest = verified(Repository.at(folder.toString()));
    Path root = blob(manifest, Part.Kind.ROOT);
    byte[] bytes = Files.readAllBytes(root);
    bytes[bytes.length / 2] ^= 1;
    Files.write(root, bytes);
    Files.write(blob(manifest, Part.Kind.UKI), new byte[] {1, 2, 3});
    Files.delete(blob(manifest, Part.Kind.LOADER));
    try (WebServer server = new WebServer(folder)) {
      for (String place : List.of(folder.toString(), server.url())) {
        Repository repository = Repository.at(place);

        assertThatThrownBy(() -> readPart(repository, manifest.part(Part.Kind.ROOT)))
            .isInstanceOf(DamagedException.class)
            .hasMessageContaining("its digest is");
        assertThatThrownBy(() -> readPart(repository, manifest.part(Part.Kind.UKI)))
            .isInstanceOf(DamagedException.class)
            .hasMessageContaining("3 bytes, not ");
        assertThatThrownBy(() -> readPart(repository, manifest.part(Part.Kind.LOADER)))
            .isInstanceOf(DamagedException.class)
            .hasMessageContaining("is missing: part 'loader'");
      }
    }
  }

  @Test
  void nothing_is_read_through_a_symbolic_link() throws Exception {
    Path real = folder.resolve("real");
    Published.into(real, "1.4.0");
    Manifest manifest = verified(Repository.at(real.toString()));
    Path secret = Files.writeString(folder.resolve("secret"), "secret");
    for (String path :
        List.of(
            Layout.REPOSITORY,
            Layout.INDEX,
            Layout.manifest(NAME, VERSION),
            Layout.signature(NAME, VERSION),
            Layout.blob(manifest.part(Part.Kind.UKI).digest()))) {
      Path file = real.resolve(path);
      Path kept = Files.move(file, folder.resolve("kept"));
      for (Path target : List.of(secret, kept, folder.resolve("nowhere"))) {
        Files.createSymbolicLink(file, target);
        assertThatThrownBy(() -> readAll(Repository.at(real.toString()), manifest))
            .isInstanceOf(DamagedException.class)
            .hasMessageContaining(path + " is a symbolic link");
        Files.delete(file);
      }
      Files.move(kept, file);
    }
    readAll(Repository.at(real.toString()), manifest);
  }

  @Test
  void a_folder_in_a_repository_that_is_a_symbolic_link_is_refused() throws Exception {
    Path real = folder.resolve("real");
    Published.into(real, "1.4.0");
    Path elsewhere = Files.move(real.resolve(Layout.RELEASES), folder.resolve("elsewhere"));
    Files.createSymbolicLink(real.resolve(Layout.RELEASES), elsewhere);

    assertThatThrownBy(() -> Repository.at(real.toString()).list())
        .isInstanceOf(DamagedException.class)
        .hasMessageContaining("lies behind one");
    assertThatThrownBy(() -> RepositoryWriter.open(real)).isInstanceOf(DamagedException.class);
  }

  @Test
  void the_folder_itself_may_be_reached_through_a_symbolic_link() throws Exception {
    Path real = folder.resolve("real");
    Published.into(real, "1.4.0");
    Path link = Files.createSymbolicLink(folder.resolve("link"), real);

    assertThat(Repository.at(link.toString()).list()).hasSize(1);
  }

  @Test
  void a_named_pipe_does_not_keep_its_reader_waiting() throws Exception {
    Published.into(folder, "1.4.0");
    Path index = folder.resolve(Layout.INDEX);
    Files.delete(index);
    Command.of("mkfifo", index.toString()).check();

    assertThatThrownBy(() -> Repository.at(folder.toString()).list())
        .isInstanceOf(DamagedException.class)
        .hasMessageContaining("is no regular file");
  }

  @Test
  void a_folder_that_is_not_there_is_named() {
    Path none = folder.resolve("none");

    assertThatThrownBy(() -> Repository.at(none.toString()).list())
        .isExactlyInstanceOf(RepositoryException.class)
        .hasMessageContaining("There is no folder " + none);
  }

  @Test
  void an_offset_outside_the_part_is_a_mistake_of_the_caller() throws Exception {
    Published.into(folder, "1.4.0");
    Repository repository = Repository.at(folder.toString());
    Part part = verified(repository).part(Part.Kind.UKI);

    assertThatIllegalArgumentException().isThrownBy(() -> repository.open(part, -1));
    assertThatIllegalArgumentException().isThrownBy(() -> repository.open(part, part.size() + 1));
  }

  @Test
  void what_is_neither_a_folder_nor_a_web_address_is_refused() {
    for (String place :
        List.of(
            "",
            "a\0b",
            "ftp://host/repo",
            "file:///etc",
            "http://",
            "https:///repo",
            "http://user:secret@host/repo",
            "http://host/repo?x=1",
            "http://host/repo#x",
            "http://ho st/")) {
      assertThatThrownBy(() -> Repository.at(place))
          .as(place)
          .isExactlyInstanceOf(RepositoryException.class)
          .hasMessageContaining("Give ");
    }
  }

  @Test
  void whoever_uses_a_folder_does_not_load_the_http_client() throws Exception {
    Published.into(folder, "1.4.0");

    String loaded =
        Command.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                ListFolder.class.getName(),
                folder.toString())
            .check();

    assertThat(loaded).contains("releases: [debian-edge 1.4.0]").contains("FolderRepository");
    assertThat(loaded.lines().filter(line -> line.contains("source:")))
        .noneMatch(line -> line.contains("HttpRepository") || line.contains("sun.net.www.http"));
  }

  /** Run in a process of its own. */
  static final class ListFolder {
    private ListFolder() {}

    public static void main(String[] arguments) throws RepositoryException {
      System.out.println("releases: " + Repository.at(arguments[0]).list());
    }
  }

  @Test
  void the_newest_release_of_a_name_is_found() {
    ReleaseName other = new ReleaseName("other");
    List<ReleaseEntry> entries =
        List.of(
            new ReleaseEntry(NAME, new Version("1.9")),
            new ReleaseEntry(NAME, new Version("1.10-rc.1")),
            new ReleaseEntry(NAME, new Version("1.10")),
            new ReleaseEntry(other, new Version("2.0")));

    assertThat(ReleaseEntry.newest(entries, NAME))
        .contains(new ReleaseEntry(NAME, new Version("1.10")));
    assertThat(ReleaseEntry.newest(List.of(), NAME)).isEmpty();
  }

  private Path blob(Manifest manifest, Part.Kind kind) {
    return folder.resolve(Layout.blob(manifest.part(kind).digest()));
  }

  private static Manifest verified(Repository repository) throws Exception {
    SignedManifest signed = repository.manifest(NAME, VERSION);
    return new TrustedKeys(List.of(Published.KEY.publicKey())).verify(signed, NAME, VERSION);
  }

  private static void readAll(Repository repository) throws IOException {
    repository.list();
    repository.manifest(NAME, VERSION);
  }

  private static void readAll(Repository repository, Manifest manifest) throws IOException {
    readAll(repository);
    for (Part part : manifest.parts()) {
      readPart(repository, part);
    }
  }

  private static void readPart(Repository repository, Part part) throws IOException {
    try (InputStream stream = repository.open(part, 0)) {
      stream.readAllBytes();
    }
  }
}
