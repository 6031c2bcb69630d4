package io.holdfast.lab.drill.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.image.cache.BuildCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WorkFolderTest {
  @TempDir private Path folder;
  private BuildCache cache = new BuildCache(Path.of("/"));

  @BeforeEach
  void make_a_cache() {
    cache = new BuildCache(folder.resolve("cache"));
  }

  @Test
  void two_drills_do_not_run_at_once() throws Exception {
    WorkFolder first = WorkFolder.take(cache);
    assertThatThrownBy(() -> WorkFolder.take(cache))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Another drill is under way");
    first.close();
    WorkFolder.take(cache).close();
  }

  @Test
  void what_a_killed_drill_left_is_gone_when_the_next_begins() throws Exception {
    Path left = Files.createDirectories(cache.folder().resolve(".drill-work/drill-1"));
    Files.writeString(left.resolve("disk.qcow2"), "old");
    try (WorkFolder _ = WorkFolder.take(cache)) {
      assertThat(left).doesNotExist();
    }
    assertThat(left.getParent()).doesNotExist();
  }

  @Test
  void copies_are_changed_without_changing_what_they_are_of() throws Exception {
    Path disk = Files.writeString(folder.resolve("disk.qcow2"), "healthy");
    try (WorkFolder work = WorkFolder.take(cache)) {
      Path copies = work.copy("drill-1", List.of(disk));
      Files.writeString(copies.resolve("disk.qcow2"), "broken");
      assertThat(disk).hasContent("healthy");
      work.delete(copies);
      assertThat(copies).doesNotExist();
    }
  }
}
