package io.holdfast.node.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.node.disk.NodePaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriftTest {
  @TempDir Path root;

  @Test
  void what_was_written_outside_the_persistent_folders_is_listed() throws IOException {
    NodePaths paths = new NodePaths(root);
    write(paths.persistent(), "/var/log\n/var/lib/app\n");
    write(paths.run().resolve("etc/upper/motd"), "changed");
    write(paths.run().resolve("var/upper/lib/x"), "");
    write(paths.run().resolve("var/upper/log/y"), "");
    write(paths.run().resolve("var/upper/lib/app/y"), "");
    assertThat(Drift.find(paths)).containsExactly("/etc/motd", "/var/lib/x");
  }

  @Test
  void where_nothing_persists_everything_written_is_drift() throws IOException {
    NodePaths paths = new NodePaths(root);
    write(paths.run().resolve("var/upper/log/y"), "");
    assertThat(PersistentFolders.of(paths)).isEmpty();
    assertThat(Drift.find(paths)).containsExactly("/var/log/y");
  }

  @Test
  void a_node_as_it_was_released_has_no_drift() throws IOException {
    assertThat(Drift.find(new NodePaths(root))).isEmpty();
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
