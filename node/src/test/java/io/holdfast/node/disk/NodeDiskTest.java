package io.holdfast.node.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.node.trial.Slot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeDiskTest {
  @TempDir Path sys;

  @Test
  void only_partitions_of_the_disk_below_the_root_are_the_nodes() throws IOException {
    disk("vda");
    disk("vdb");
    Path mapped = Files.createDirectories(sys.resolve("devices/virtual/dm-0"));
    Files.createDirectories(mapped.resolve("dm"));
    Files.writeString(mapped.resolve("dm/name"), "root\n");
    Files.createDirectories(mapped.resolve("slaves/vda2"));
    link("dm-0", mapped);
    NodeDisk disk = NodeDisk.find(sys, Path.of("/dev"));
    assertThat(disk.device()).isEqualTo(Path.of("/dev/vda"));
    assertThat(disk.root(Slot.A))
        .isEqualTo(new NodeDisk.Partition(Path.of("/dev/vda2"), 2, 2048L * 512));
    assertThatThrownBy(() -> disk.root(Slot.B)).hasMessageContaining("holdfast-b");
  }

  @Test
  void a_machine_without_a_verified_root_is_no_node() throws IOException {
    disk("vda");
    assertThatThrownBy(() -> NodeDisk.find(sys, Path.of("/dev")))
        .hasMessageContaining("works on an installed node");
  }

  private void disk(String name) throws IOException {
    Path disk = sys.resolve("devices/pci/" + name);
    Path partition = Files.createDirectories(disk.resolve(name + "2"));
    Files.writeString(partition.resolve("partition"), "2\n");
    Files.writeString(partition.resolve("size"), "2048\n");
    Files.writeString(partition.resolve("uevent"), "DEVNAME=" + name + "2\nPARTNAME=holdfast-a\n");
    link(name, disk);
    link(name + "2", partition);
  }

  private void link(String name, Path target) throws IOException {
    Path block = Files.createDirectories(sys.resolve("class/block"));
    Files.createSymbolicLink(block.resolve(name), target);
  }
}
