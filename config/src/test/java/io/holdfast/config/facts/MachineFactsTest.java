package io.holdfast.config.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.config.template.Delimiters;
import io.holdfast.config.template.Origin;
import io.holdfast.config.template.Template;
import io.holdfast.config.template.TemplateValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineFactsTest {
  @TempDir Path root;

  private void file(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.writeString(file, text);
  }

  private void link(String path, String target) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.createSymbolicLink(file, Path.of(target));
  }

  private String fill(String template) throws Exception {
    TemplateValues values =
        TemplateValues.of(new LinkedHashMap<>(MachineFacts.read(root)), "seed", Instant.EPOCH);
    return Template.fill(template, Origin.file("t"), Delimiters.BRACES, values);
  }

  @Test
  void templates_see_names_and_numbers_of_the_machine() throws Exception {
    file("proc/sys/kernel/hostname", "edge-7\n");
    file("proc/sys/kernel/osrelease", "6.12.1\n");
    file("proc/sys/kernel/arch", "x86_64\n");
    file("etc/machine-id", "0123456789abcdef0123456789abcdef\n");
    file("etc/os-release", "PRETTY_NAME=\"Debian 13\"\nID=debian\nVERSION_ID='13'\n");
    link("etc/localtime", "../usr/share/zoneinfo/Europe/Berlin");
    file("sys/class/dmi/id/sys_vendor", "QEMU\n");
    file("sys/class/dmi/id/product_uuid", "ABCD-12\n");
    file("sys/class/dmi/id/board_asset_tag", "A1\n");
    file("sys/class/dmi/id/chassis_type", "3\n");
    file("proc/meminfo", "MemTotal:       16384000 kB\nMemFree: 1 kB\n");
    file(
        "proc/cpuinfo",
        """
        processor\t: 0
        vendor_id\t: GenuineIntel
        model name\t: Some   CPU
        cache size\t: 4096 KB
        physical id\t: 0
        core id\t\t: 0
        flags\t\t: fpu hypervisor
        processor\t: 1
        physical id\t: 0
        core id\t\t: 0
        """);

    assertThat(
            fill(
                "{{ with .Values }}{{ .node.hostname }} {{ .node.timezone }} {{ .os.name }} {{ .os.version }}"
                    + " {{ .os.architecture }} {{ .kernel.release }} {{ .node.hypervisor }}{{ end }}"))
        .isEqualTo("edge-7 Europe/Berlin Debian 13 13 amd64 6.12.1 kvm");
    assertThat(
            fill(
                "{{ with .Values }}{{ .product.uuid }} {{ .board.assettag }} {{ .chassis.type }} {{ .memory.size }}"
                    + " {{ .cpu.model }} {{ .cpu.cores }}/{{ .cpu.threads }} {{ .cpu.cache }}{{ end }}"))
        .isEqualTo("abcd-12 A1 3 16000 Some CPU 1/2 4096");
  }

  @Test
  void only_real_devices_are_listed() throws Exception {
    file("sys/devices/pci/sda/size", "7812500\n");
    file("sys/devices/pci/sda/device/model", "DISK\n");
    file("sys/devices/pci/eth0/address", "52:54:00:00:00:01\n");
    file("sys/devices/pci/eth0/speed", "-1\n");
    file("sys/devices/virtual/lo/address", "00\n");
    link("sys/block/sda", "../devices/pci/sda");
    link("sys/block/loop0", "../devices/virtual/block/loop0");
    link("sys/class/net/eth0", "../../devices/pci/eth0");
    link("sys/class/net/lo", "../../devices/virtual/lo");

    assertThat(
            fill(
                "{{ range .Values.storage }}{{ .name }} {{ .model }} {{ .size }}{{ end }};"
                    + "{{ range .Values.network }}{{ .name }} {{ .macaddress }} {{ .speed | default 0 }}{{ end }}"))
        .isEqualTo("sda DISK 4;eth0 52:54:00:00:00:01 0");
  }

  @Test
  void a_machine_that_says_nothing_has_empty_parts() throws Exception {
    assertThat(fill("{{ .Values.product.serial | default \"none\" }} {{ len .Values.cpu }}"))
        .isEqualTo("none 0");
  }

  @Test
  void modules_of_memory_are_added_up_and_a_broken_table_ends_it() {
    byte[] table = new byte[3 * 0x22 + 6];
    module(table, 0, 8192);
    module(table, 0x24, 0x7fff);
    table[0x24 + 0x1c] = 0;
    table[0x24 + 0x1e] = 1;
    table[0x48] = 17;
    table[0x49] = (byte) 0xff;

    assertThat(MemoryTable.read(table)).isEqualTo(new MemoryTable(8192 + 65536, 3200));
    assertThat(MemoryTable.read(new byte[] {17, 1, 0, 0})).isEqualTo(new MemoryTable(0, 0));
    assertThat(MemoryTable.read(new byte[0])).isEqualTo(new MemoryTable(0, 0));
  }

  private static void module(byte[] table, int at, int size) {
    table[at] = 17;
    table[at + 1] = 0x22;
    table[at + 0x0c] = (byte) size;
    table[at + 0x0d] = (byte) (size >> 8);
    table[at + 0x15] = (byte) 3200;
    table[at + 0x16] = (byte) (3200 >> 8);
  }
}
