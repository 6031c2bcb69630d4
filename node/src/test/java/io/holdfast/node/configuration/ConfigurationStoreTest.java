package io.holdfast.node.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.node.disk.NodePaths;
import io.holdfast.node.trial.Generation;
import io.holdfast.release.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigurationStoreTest {
  @TempDir private Path root;
  private NodePaths paths = NodePaths.OF_THIS_NODE;
  private ConfigurationStore store = new ConfigurationStore(paths);

  @BeforeEach
  void configure() throws IOException {
    paths = new NodePaths(root);
    store = new ConfigurationStore(paths);
    Files.createDirectories(paths.oem());
    write("90_config.yaml", "hostname: one\n");
  }

  @Test
  void the_one_before_comes_back_whatever_lies_there_now() throws Exception {
    Digest first = store.present();
    store.hold(first);
    write("90_config.yaml", "hostname: two\n");
    write("95_more.yaml", "hostname: three\n");
    Digest second = store.present();
    assertThat(second).isNotEqualTo(first);
    assertThat(store.use(first)).isTrue();
    Path inEffect = paths.configurationInEffect().getFirst();
    assertThat(inEffect.resolve("90_config.yaml")).hasContent("hostname: one\n");
    assertThat(inEffect.resolve("95_more.yaml")).doesNotExist();
    store.hold(second);
    assertThat(store.use(second)).isTrue();
    assertThat(inEffect.resolve("95_more.yaml")).exists();
  }

  @Test
  void no_file_is_no_configuration_and_what_is_none_does_not_count() throws Exception {
    Files.delete(paths.oem().resolve("90_config.yaml"));
    assertThat(store.present()).isEqualTo(Generation.UNCONFIGURED);
    write("notes.txt", "x");
    write(".hidden.yaml", "x");
    assertThat(store.present()).isEqualTo(Generation.UNCONFIGURED);
    assertThat(store.use(Generation.UNCONFIGURED)).isTrue();
    assertThat(paths.configurationInEffect().getFirst()).doesNotExist();
  }

  @Test
  void a_held_one_that_was_damaged_is_not_taken() throws Exception {
    Digest first = store.present();
    store.hold(first);
    Path held = paths.heldConfigurations().resolve(first.hex()).resolve("0/90_config.yaml");
    Files.writeString(held, "hostname: evil\n");
    write("90_config.yaml", "hostname: two\n");
    assertThat(store.use(first)).isFalse();
    assertThat(paths.configurationInEffect().getFirst().resolve("90_config.yaml"))
        .hasContent("hostname: two\n");
  }

  @Test
  void what_is_in_no_use_goes_also_what_was_left_half_written() throws Exception {
    Digest first = store.present();
    store.hold(first);
    Files.createDirectories(paths.heldConfigurations().resolve(".half.new/0"));
    store.forget(Set.of(first));
    assertThat(paths.heldConfigurations()).isDirectoryContaining(p -> p.endsWith(first.hex()));
    assertThat(paths.heldConfigurations().resolve(".half.new")).doesNotExist();
    store.forget(Set.of());
    assertThat(paths.heldConfigurations()).isEmptyDirectory();
  }

  @Test
  void without_a_state_what_lies_there_is_taken() throws Exception {
    store.usePresent();
    assertThat(paths.configurationInEffect().getFirst().resolve("90_config.yaml")).exists();
  }

  @Test
  void one_that_is_larger_than_any_is_refused() throws Exception {
    write("99_large.yaml", "#".repeat((8 << 20) + 1));
    assertThatThrownBy(store::present).hasMessageContaining("is larger than");
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(paths.oem().resolve(name), text);
  }
}
