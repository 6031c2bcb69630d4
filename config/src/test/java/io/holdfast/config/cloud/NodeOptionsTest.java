package io.holdfast.config.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.config.health.HealthCheck;
import io.holdfast.config.policy.Policy;
import io.holdfast.config.yaml.ConfigException;
import io.holdfast.config.yaml.Placed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
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

  @Test
  void lists_of_later_files_are_added_to_and_labels_merged() throws Exception {
    file(
        "10",
        """
        extensions: [driver]
        site: {name: berlin, labels: {row: 3, floor: 1}}
        windows: ["Sun 02:00-04:00"]
        """);
    file(
        "20",
        """
        extensions: [{name: debug, required: false}]
        site: {name: bonn, labels: {row: 4, rack: r12}}
        windows: ["daily 12:00-13:00"]
        """);

    Policy policy = CloudConfig.load(List.of(oem)).node().policy();

    assertThat(policy.extensions().admits("debug")).isTrue();
    assertThat(policy.extensions().requires("debug")).isFalse();
    assertThat(policy.extensions().requires("driver")).isTrue();
    assertThat(policy.extensions().admits("other")).isFalse();
    assertThat(Objects.requireNonNull(policy.site()).words())
        .isEqualTo("bonn (floor=1, rack=r12, row=4)");
    assertThat(policy.windows().windows()).hasSize(2);
  }

  @Test
  void a_mapping_of_windows_adds_to_a_mapping_and_takes_the_place_of_a_list() throws Exception {
    file("10", "windows: [\"Sun 02:00-04:00\"]\n");
    file("20", "windows: {times: [\"daily 01:00-02:00\"], timezone: Asia/Tokyo}\n");
    file("30", "windows: {times: [\"daily 03:00-04:00\"], hold_content: false}\n");

    Policy policy = CloudConfig.load(List.of(oem)).node().policy();

    assertThat(policy.windows().windows())
        .extracting(window -> window.text() + " " + window.zone().getId())
        .containsExactly(
            "Mon,Tue,Wed,Thu,Fri,Sat,Sun 01:00-02:00 Asia/Tokyo",
            "Mon,Tue,Wed,Thu,Fri,Sat,Sun 03:00-04:00 Asia/Tokyo");
    assertThat(policy.windows().holdContent()).isFalse();
    file("40", "windows: {times: [\"Sun 01:00-02:00\"], timezone: UTC}\n");
    assertThat(CloudConfig.load(List.of(oem)).node().policy().windows().windows())
        .hasSize(3)
        .allMatch(window -> window.zone().getId().equals("UTC"));
  }

  @Test
  void without_a_declaration_any_extension_is_admitted_and_with_an_empty_one_none()
      throws Exception {
    assertThat(CloudConfig.load(List.of(oem)).node().policy().extensions().admits("driver"))
        .isTrue();
    file("10", "extensions: []\n");
    assertThat(CloudConfig.load(List.of(oem)).node().policy().extensions().admits("driver"))
        .isFalse();
  }

  @Test
  void keys_that_several_files_name_all_count() throws Exception {
    file("10", "trust: [aaaaaaaaaaaaaaaa, bbbbbbbbbbbbbbbb]\n");
    file("20", "trust: [bbbbbbbbbbbbbbbb, cccccccccccccccc]\n");

    assertThat(CloudConfig.load(List.of(oem)).node().policy().keys().ids())
        .containsExactlyInAnyOrder("aaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbb", "cccccccccccccccc");
    file("30", "trust: []\n");
    assertThatThrownBy(() -> CloudConfig.load(List.of(oem)))
        .hasMessageContaining("30.yaml:2:8: no key is in this list");
  }

  private void file(String name, String text) throws IOException {
    Files.writeString(oem.resolve(name + ".yaml"), "#cloud-config\n" + text);
  }
}
