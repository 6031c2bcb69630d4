package io.holdfast.release.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.host.Command;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentFolderTest {
  @TempDir Path temporary;
  private Path folder;

  @BeforeEach
  void one_good_file() throws IOException {
    folder = Files.createDirectory(temporary.resolve("rules"));
    Files.writeString(folder.resolve("good.txt"), "good");
  }

  @Test
  void all_files_below_it_are_found_and_sorted() throws Exception {
    Files.createDirectories(folder.resolve("b/c"));
    Files.createDirectory(folder.resolve("empty"));
    Files.writeString(folder.resolve("b/c/deep.txt"), "deep");
    Files.createFile(folder.resolve("b/nothing"));
    Files.writeString(folder.resolve("A"), "a");

    ContentFolder found = ContentFolder.read(folder, List.of());

    assertThat(found.paths()).containsExactly("A", "b/c/deep.txt", "b/nothing", "good.txt");
    try (InputStream bytes = found.open("b/c/deep.txt")) {
      assertThat(bytes.readAllBytes()).asString().isEqualTo("deep");
    }
  }

  @Test
  void what_its_owner_may_do_with_a_file_does_not_matter() throws Exception {
    Files.setPosixFilePermissions(
        folder.resolve("good.txt"), PosixFilePermissions.fromString("rwxrwxrwx"));

    assertThat(ContentFolder.read(folder, List.of()).paths()).containsExactly("good.txt");
  }

  @Test
  void the_folder_itself_may_be_reached_through_a_link() throws Exception {
    Path link = Files.createSymbolicLink(temporary.resolve("link"), folder);

    assertThat(ContentFolder.read(link, List.of()).folder()).isEqualTo(folder.toRealPath());
  }

  @Test
  void a_link_is_refused_wherever_it_leads() throws Exception {
    for (String target : List.of("good.txt", ".", "/etc/hostname", "nowhere")) {
      Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of(target));
      assertRefused("'link' is a symbolic link");
      Files.delete(link);
    }
  }

  @Test
  void a_pipe_is_refused_and_not_waited_for() throws Exception {
    Command.of("mkfifo", folder.resolve("pipe").toString()).check();

    assertRefused("'pipe' is a device, a pipe or a socket");
  }

  @Test
  void a_socket_is_refused() throws Exception {
    try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.bind(UnixDomainSocketAddress.of(folder.resolve("socket")));

      assertRefused("'socket' is a device, a pipe or a socket");
    }
  }

  @Test
  void a_device_is_refused() {
    // Nothing but terminals lies there, and only root could make a device elsewhere.
    Path terminals = Path.of("/dev/pts");
    assertThatThrownBy(() -> ContentFolder.read(terminals, List.of()))
        .isInstanceOf(ContentRefusedException.class)
        .hasMessageContaining("is a device, a pipe or a socket");
  }

  @Test
  void a_file_that_would_run_as_another_is_refused() throws Exception {
    Path file = folder.resolve("b/tool");
    Files.createDirectory(folder.resolve("b"));
    Files.writeString(file, "tool");
    for (int mode : new int[] {04755, 02755, 06644}) {
      Files.setAttribute(file, "unix:mode", mode);

      assertRefused("'b/tool' has the set-uid or the set-gid bit");
    }
  }

  @Test
  void a_folder_that_gives_its_group_to_its_files_is_fine() throws Exception {
    Files.setAttribute(folder, "unix:mode", 02755);

    assertThat(ContentFolder.read(folder, List.of()).paths()).hasSize(1);
  }

  @Test
  void names_that_content_cannot_have_are_refused() throws Exception {
    for (String name : List.of(".hidden", "back\\slash", "line\nfeed", "\u001b[2J")) {
      Path file = Files.writeString(folder.resolve(name), "x");
      assertRefused("Rename it, or take it out.");
      Files.delete(file);
    }
    Files.createDirectory(folder.resolve(".git"));
    assertRefused("the path of file '.git'");
  }

  @Test
  void a_file_of_more_than_1_gib_is_refused() throws Exception {
    // Takes no room: its bytes were never written.
    try (RandomAccessFile file = new RandomAccessFile(folder.resolve("big").toFile(), "rw")) {
      file.setLength(ContentFile.MAX_SIZE);
      assertThat(ContentFolder.read(folder, List.of()).paths()).hasSize(2);
      file.setLength(ContentFile.MAX_SIZE + 1);
    }
    assertRefused("'big' has 1073741825 bytes, more than 1073741824");
  }

  @Test
  void very_many_files_are_refused() throws Exception {
    for (int i = 0; i < ContentManifest.MAX_FILES; i++) {
      Files.createFile(folder.resolve("f" + i));
    }
    assertRefused("it holds more than 4096 files");
  }

  @Test
  void very_many_folders_are_refused() throws Exception {
    for (int i = 0; i < ContentManifest.MAX_FILES; i++) {
      Files.createDirectory(folder.resolve("f" + i));
    }
    assertRefused("it holds more than 4096 folders");
  }

  @Test
  void a_folder_without_a_file_is_refused() throws Exception {
    Files.delete(folder.resolve("good.txt"));
    assertRefused("it holds no file");
    Files.createDirectories(folder.resolve("a/b"));
    assertRefused("it holds no file");
  }

  @Test
  void what_must_not_be_published_must_not_lie_in_it() throws Exception {
    Path beside = temporary.resolve("rules-repo");
    assertThat(ContentFolder.read(folder, List.of(beside)).paths()).hasSize(1);
    Path alias = Files.createSymbolicLink(temporary.resolve("alias"), folder);
    for (Path never :
        List.of(
            folder,
            folder.resolve("good.txt"),
            folder.resolve("not/there/yet"),
            alias.resolve("repo"),
            temporary.resolve("x/../rules/repo"))) {
      assertThatThrownBy(() -> ContentFolder.read(folder, List.of(beside, never)))
          .isInstanceOf(ContentRefusedException.class)
          .hasMessageContaining(never + " lies in it and would be published too");
    }
  }

  @Test
  void a_file_that_became_a_link_is_not_followed() throws Exception {
    ContentFolder found = ContentFolder.read(folder, List.of());
    Files.delete(folder.resolve("good.txt"));
    Path secret = Files.writeString(temporary.resolve("secret"), "secret");
    Files.createSymbolicLink(folder.resolve("good.txt"), secret);

    assertThatThrownBy(() -> found.open("good.txt")).isInstanceOf(IOException.class);
  }

  @Test
  void what_is_no_folder_is_named() {
    for (Path none : List.of(temporary.resolve("none"), folder.resolve("good.txt"))) {
      assertThatThrownBy(() -> ContentFolder.read(none, List.of()))
          .isInstanceOf(FileSystemException.class)
          .hasMessageContaining("There is no folder " + none);
    }
  }

  private void assertRefused(String message) {
    assertThatThrownBy(() -> ContentFolder.read(folder, List.of()))
        .isInstanceOf(ContentRefusedException.class)
        .hasMessageContaining("rules is not published as content: ")
        .hasMessageContaining(message)
        .message()
        .matches(text -> text.codePoints().noneMatch(Character::isISOControl));
  }
}
