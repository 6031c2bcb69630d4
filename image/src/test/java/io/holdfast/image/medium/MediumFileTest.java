package io.holdfast.image.medium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.image.disk.ByteSize;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MediumFileTest {
  private static final ByteSize SIZE = new ByteSize(5);

  @TempDir Path folder;
  private Path target;

  @BeforeEach
  void name() {
    target = folder.resolve("node.iso");
  }

  @Test
  void a_finished_medium_has_its_name_and_only_its_owner_reads_it() throws Exception {
    Path place = MediumFile.demandFree(target, false);
    assertThat(folder).isEmptyDirectory();
    try (MediumFile file = MediumFile.begin(place, SIZE)) {
      Files.writeString(file.unfinished(), "whole");
      assertThat(target).doesNotExist();
      file.finish(false);
    }
    assertThat(target).hasContent("whole");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
        .isEqualTo("rw-------");
    assertThat(folder.toFile().list()).containsExactly("node.iso");
  }

  @Test
  void an_unfinished_medium_leaves_nothing() throws Exception {
    try (MediumFile file = MediumFile.begin(MediumFile.demandFree(target, false), SIZE)) {
      Files.writeString(file.unfinished(), "half");
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void what_a_killed_process_left_is_no_obstacle() throws Exception {
    MediumFile.begin(MediumFile.demandFree(target, false), SIZE);
    try (MediumFile again = MediumFile.begin(MediumFile.demandFree(target, false), SIZE)) {
      again.finish(false);
    }
    assertThat(folder.toFile().list()).containsExactly("node.iso");
  }

  @Test
  void a_file_that_is_there_is_kept_unless_it_may_be_lost() throws Exception {
    Files.writeString(target, "old");
    assertThatThrownBy(() -> MediumFile.demandFree(target, false))
        .isInstanceOf(MediumRefusedException.class)
        .hasMessageContaining("node.iso", "--erase");
    try (MediumFile file = MediumFile.begin(MediumFile.demandFree(target, true), SIZE)) {
      Files.writeString(file.unfinished(), "new");
      assertThat(target).hasContent("old");
      file.finish(true);
    }
    assertThat(target).hasContent("new");
  }

  @Test
  void a_file_that_came_there_meanwhile_is_somebody_elses() throws Exception {
    try (MediumFile file = MediumFile.begin(MediumFile.demandFree(target, false), SIZE)) {
      Files.writeString(target, "theirs");
      assertThatThrownBy(() -> file.finish(false)).isInstanceOf(FileAlreadyExistsException.class);
    }
    assertThat(target).hasContent("theirs");
    assertThat(folder.toFile().list()).containsExactly("node.iso");
  }

  @Test
  void where_there_is_no_room_nothing_is_begun() {
    assertThatThrownBy(() -> MediumFile.begin(target, new ByteSize(Long.MAX_VALUE)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("There is room for");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void a_place_where_no_file_can_be_made_is_told() {
    assertThatThrownBy(() -> MediumFile.demandFree(folder.resolve("none/node.iso"), false))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("folder is not there");
    assertThatThrownBy(() -> MediumFile.demandFree(folder, true))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is no file");
  }
}
