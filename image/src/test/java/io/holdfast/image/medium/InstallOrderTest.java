package io.holdfast.image.medium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.config.cloud.CloudConfig;
import io.holdfast.config.cloud.InstallOptions;
import io.holdfast.image.disk.InstallFailedException;
import io.holdfast.image.disk.Installer;
import io.holdfast.image.medium.InstallOrder.Ending;
import io.holdfast.release.trust.SigningKey;
import io.holdfast.release.trust.TrustedKeys;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstallOrderTest {
  private final SigningKey key = SigningKey.generate();

  @Test
  void where_nothing_is_said_the_one_empty_disk_is_taken_and_the_machine_switched_off()
      throws Exception {
    InstallOrder order = order("hostname: edge\n");
    assertThat(node(order).disk()).isEqualTo("auto");
    assertThat(order.ending()).isEqualTo(Ending.SWITCH_OFF);
  }

  @Test
  void a_configuration_names_the_disk_and_what_becomes_of_the_machine() throws Exception {
    InstallOrder order = order("install: {device: /dev/nvme0n1, reboot: true}\n");
    assertThat(node(order).disk()).isEqualTo("/dev/nvme0n1");
    assertThat(order.ending()).isEqualTo(Ending.RESTART);
    assertThat(order("install: {auto: true, poweroff: true}\n").ending())
        .isEqualTo(Ending.SWITCH_OFF);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/dev/disk/by-id/wwn-0x5000", "/dev/mapper/root", "/dev/sda b"})
  void a_disk_that_a_medium_cannot_know_by_this_name_is_told(String device) {
    assertThatThrownBy(() -> order("install: {device: '" + device + "'}\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(device)
        .hasMessageContaining("install.device");
  }

  @Test
  void the_initrd_is_given_the_very_configuration_and_public_keys_only() throws Exception {
    InstallOrder order = order("# Höhle\n");
    assertThat(order.files())
        .containsOnlyKeys("order/disk", "order/node.yaml", "order/trust/1.pub");
    assertThat(order.files().get("order/disk")).asString().isEqualTo("auto\n");
    assertThat(order.files().get("order/node.yaml")).isEqualTo(node(order).configuration());
    assertThat(order.files().get("order/trust/1.pub"))
        .asString()
        .isEqualTo(key.publicKey().toPem())
        .doesNotContain("PRIVATE");
  }

  @Test
  void without_a_configuration_the_initrd_is_told_nothing_but_whom_to_trust() throws Exception {
    InstallOrder order = InstallOrder.of(new NodeSetup.Asked(), trusted());
    assertThat(order.node()).isNull();
    assertThat(order.ending()).isEqualTo(Ending.SWITCH_OFF);
    assertThat(order.files()).containsOnlyKeys("order/trust/1.pub");
  }

  @Test
  void a_configuration_that_no_node_has_room_for_is_told() {
    assertThatThrownBy(() -> order("# " + "x".repeat(Installer.MAX_CONFIGURATION_BYTES)))
        .isInstanceOf(InstallFailedException.class)
        .hasMessageContaining("more than");
  }

  private InstallOrder order(String text) throws Exception {
    String cloudConfig = "#cloud-config\n" + text;
    return InstallOrder.of(
        new NodeSetup.Carried(
            cloudConfig.getBytes(StandardCharsets.UTF_8),
            text.length() > Installer.MAX_CONFIGURATION_BYTES
                ? InstallOptions.DEFAULT
                : CloudConfig.parse("node.yaml", cloudConfig).install()),
        trusted());
  }

  private TrustedKeys trusted() {
    return new TrustedKeys(List.of(key.publicKey()));
  }

  private static InstallOrder.Node node(InstallOrder order) {
    return Objects.requireNonNull(order.node());
  }
}
