package io.holdfast.config.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.config.health.HealthCheck;
import io.holdfast.config.yaml.ConfigException;
import io.holdfast.config.yaml.Placed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What several files say of the node. */
class NodeOptionsTest {
  @TempDir Path oem;

  @Test
  void without_a_file_a_node_keeps_to_nothing() throws ConfigException {
    assertThat(CloudConfig.load(List.of(oem)).node()).isEqualTo(NodeOptions.NONE);
  }

  @Test
  void folders_and_checks_of_later_files_are_added() throws Exception {
    file("10", "persistent: [/var/lib/a]\nhealth: [{name: a, command: x}]\n");
    file("20", "persistent: [/var/lib/b]\nhealth: [{name: b, command: x}]\n");
    file("30", "install: {bind_mounts: [/var/lib/c]}\n");

    CloudConfig config = CloudConfig.load(List.of(oem));

    assertThat(config.node().health())
        .extracting(Placed::value)
        .extracting(HealthCheck::name)
        .containsExactly("a", "b");
    assertThat(config.persistentFolders())
        .extracting(PersistentFolder::value)
        .containsExactly("/var/lib/c", "/var/lib/a", "/var/lib/b");
  }

  @Test
  void two_checks_of_one_name_are_refused_with_both_places() throws Exception {
    file("10", "health: [{name: a, command: x}]\n");
    file("20", "health: [{name: a, command: y}]\n");

    assertThatThrownBy(() -> CloudConfig.load(List.of(oem)))
        .hasMessage(
            oem
                + "/20.yaml:2:17: 'name': another check has this name already (at "
                + oem
                + "/10.yaml:2:10)");
  }

  private void file(String name, String text) throws IOException {
    Files.writeString(oem.resolve(name + ".yaml"), "#cloud-config\n" + text);
  }
}
