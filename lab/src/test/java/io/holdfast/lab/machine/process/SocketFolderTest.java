package io.holdfast.lab.machine.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.release.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SocketFolderTest {
  private static final int SUN_PATH = 108;

  @TempDir private Path base;

  @Test
  void a_socket_in_it_has_a_path_that_fits() throws Exception {
    Path gone;
    try (SocketFolder folder = SocketFolder.create()) {
      assertThat(folder.resolve("a-name-of-32-characters-at-most-").toString())
          .hasSizeLessThan(SUN_PATH);
      Files.writeString(folder.resolve("left"), "behind");
      gone = folder.folder();
    }
    assertThat(gone).doesNotExist();
  }

  @Test
  void the_users_own_folder_is_taken_if_it_is_short_and_there() {
    assertThat(SocketFolder.base(null)).isEqualTo(Path.of("/tmp"));
    assertThat(SocketFolder.base("relative")).isEqualTo(Path.of("/tmp"));
    assertThat(SocketFolder.base("/no/such/folder")).isEqualTo(Path.of("/tmp"));
    assertThat(SocketFolder.base("/" + "x".repeat(100))).isEqualTo(Path.of("/tmp"));
    assertThat(SocketFolder.base("/var/tmp")).isEqualTo(Path.of("/var/tmp"));
  }

  @Test
  void only_a_folder_whose_owner_is_gone_is_swept() throws Exception {
    ProcessIdentity own = ProcessIdentity.own();
    Path dead =
        folder("holdfast-dead", Json.write(new ProcessIdentity(own.pid(), 1, "x").fields()));
    Path alive = folder("holdfast-alive", Json.write(own.fields()));
    Path odd = folder("holdfast-odd", "{\"pid\": 1, \"startTicks\": 0, \"bootId\": \"\"}");
    Path other = folder("other", Json.write(new ProcessIdentity(own.pid(), 1, "x").fields()));
    Path link = Files.createSymbolicLink(base.resolve("holdfast-link"), other);

    SocketFolder.sweep(base);

    assertThat(dead).doesNotExist();
    assertThat(alive).exists();
    assertThat(odd).exists();
    assertThat(other.resolve("owner.json")).exists();
    assertThat(link).exists();
  }

  @Test
  void a_name_with_blanks_and_brackets_does_not_hide_the_start() throws Exception {
    String before = "7 (a b) c) S 1 7 7 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 ";
    assertThat(ProcessIdentity.parseStartTicks(before + "31415 1000 2")).isEqualTo(31415);
    assertThatThrownBy(() -> ProcessIdentity.parseStartTicks("7 (a) S 1 2"))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> ProcessIdentity.parseStartTicks(before.replace(" S ", " Z ") + "3 4"))
        .isInstanceOf(NoSuchFileException.class);
  }

  private Path folder(String name, String owner) throws IOException {
    Path folder = Files.createDirectory(base.resolve(name));
    Files.writeString(folder.resolve("owner.json"), owner);
    return folder;
  }
}
