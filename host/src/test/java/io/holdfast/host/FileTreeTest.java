package io.holdfast.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTreeTest {
  @TempDir Path folder;

  @Test
  void a_tree_with_folders_that_may_not_be_written_is_deleted() throws IOException {
    Path closed = Files.createDirectories(folder.resolve("tree/closed"));
    Files.writeString(closed.resolve("x"), "");
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-xr-xr-x"));
    FileTree.delete(folder.resolve("tree"));
    assertThat(folder.resolve("tree")).doesNotExist();
  }

  @Test
  void links_are_deleted_and_not_followed() throws IOException {
    Path other = Files.createDirectories(folder.resolve("other"));
    Files.writeString(other.resolve("x"), "");
    Path tree = Files.createDirectories(folder.resolve("tree"));
    Files.createSymbolicLink(tree.resolve("link"), other);
    FileTree.delete(tree);
    FileTree.delete(Files.createSymbolicLink(folder.resolve("link"), other));
    assertThat(tree).doesNotExist();
    assertThat(Files.exists(folder.resolve("link"), LinkOption.NOFOLLOW_LINKS)).isFalse();
    assertThat(other.resolve("x")).exists();
  }

  @Test
  void what_is_not_there_is_deleted_already() throws IOException {
    FileTree.delete(folder.resolve("none"));
    assertThat(folder.resolve("none")).doesNotExist();
  }
}
