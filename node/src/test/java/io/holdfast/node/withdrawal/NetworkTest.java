package io.holdfast.node.withdrawal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.host.FileTree;
import io.holdfast.node.disk.NodePaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkTest {
  @TempDir private Path folder;
  private NodePaths paths;

  @BeforeEach
  void connect() throws IOException {
    paths = new NodePaths(folder);
    Files.createDirectories(paths.run());
    place("lo", "0x9");
    place("eth0", "0x1003");
    place("eth1", "0x1002");
    Files.writeString(paths.sys().resolve("class/net/bonding_masters"), "\n");
  }

  @Test
  void every_interface_but_the_loopback_is_taken_down_and_only_those_come_up_again()
      throws IOException {
    Network network = new Network(paths);
    assertThat(network.isStopped()).isFalse();
    assertThat(network.stop()).containsExactly("eth0");
    assertThat(network.isStopped()).isTrue();
    assertThat(flags("eth0")).isEqualTo("0x1002");
    assertThat(flags("lo")).isEqualTo("0x9");
    network.start();
    assertThat(flags("eth0")).isEqualTo("0x1003");
    assertThat(flags("eth1")).as("it was down before").isEqualTo("0x1002");
    assertThat(network.isStopped()).isFalse();
  }

  @Test
  void one_that_comes_later_is_taken_down_the_next_time_and_one_that_is_pulled_is_forgotten()
      throws IOException {
    Network network = new Network(paths);
    network.stop();
    place("usb0", "0x1");
    FileTree.delete(paths.sys().resolve("class/net/eth0"));
    assertThat(network.stop()).containsExactly("usb0");
    assertThat(flags("usb0")).isEqualTo("0x0");
    network.start();
    assertThat(flags("usb0")).isEqualTo("0x1");
  }

  @Test
  void one_that_cannot_be_taken_down_is_told_after_the_others_are() throws IOException {
    Path broken = paths.sys().resolve("class/net/a0/flags");
    place("a0", "0x1");
    Network network = new Network(paths);
    network.stop();
    Files.delete(broken);
    Files.createDirectory(broken);
    assertThatThrownBy(network::start)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("a0 cannot be taken up");
    assertThat(flags("eth0")).isEqualTo("0x1003");
    assertThat(network.isStopped()).as("not all is as it was").isTrue();
  }

  @Test
  void a_mark_that_somebody_else_wrote_leads_nowhere_else() throws IOException {
    Path outside = Files.createDirectories(folder.resolve("outside"));
    Files.writeString(outside.resolve("flags"), "0x0");
    Files.writeString(paths.networkStopped(), "../../../outside\n..\n");
    new Network(paths).start();
    assertThat(outside.resolve("flags")).hasContent("0x0");
  }

  private void place(String name, String flags) throws IOException {
    Path each = Files.createDirectories(paths.sys().resolve("class/net").resolve(name));
    Files.writeString(each.resolve("flags"), flags);
  }

  private String flags(String name) throws IOException {
    return Files.readString(paths.sys().resolve("class/net").resolve(name).resolve("flags"));
  }
}
