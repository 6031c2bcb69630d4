package io.holdfast.node.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.config.cloud.PersistentFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AddedFoldersTest {
  @TempDir private Path folder;
  private Path file = Path.of("persistent");

  @BeforeEach
  void name_the_file() {
    file = folder.resolve("persistent");
  }

  @Test
  void an_outer_folder_comes_before_those_in_it_and_each_once() throws IOException {
    AddedFolders.save(file, folders("/var/lib/app/inner", "/srv/b", "/var/lib/app", "/srv/b"));
    assertThat(file).hasContent("/srv/b\n/var/lib/app\n/var/lib/app/inner\n");
    assertThat(folder).isDirectoryNotContaining(other -> !other.equals(file));
  }

  @Test
  void a_list_that_says_the_same_is_not_written_again() throws IOException {
    AddedFolders.save(file, folders("/srv/b"));
    Files.setLastModifiedTime(file, FileTime.fromMillis(0));
    AddedFolders.save(file, folders("/srv/b"));
    assertThat(Files.getLastModifiedTime(file)).isEqualTo(FileTime.fromMillis(0));
  }

  @Test
  void a_damaged_list_is_written_anew() throws IOException {
    Files.write(file, new byte[] {(byte) 0xff, 0, (byte) 0xc3});
    AddedFolders.save(file, folders("/srv/b"));
    assertThat(file).hasContent("/srv/b\n");
  }

  @Test
  void a_configuration_that_adds_none_any_more_leaves_no_list() throws IOException {
    AddedFolders.save(file, folders("/srv/b"));
    AddedFolders.save(file, List.of());
    assertThat(file).doesNotExist();
  }

  private static List<PersistentFolder> folders(String... paths) {
    return Stream.of(paths).map(PersistentFolder::new).toList();
  }
}
