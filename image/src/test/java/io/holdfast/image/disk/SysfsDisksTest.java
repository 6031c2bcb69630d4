package io.holdfast.image.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Machines are folders of {@code machines}: {@code tree.txt} has a line of path and content for
 * each attribute, {@code expected.txt} what is to be made of them.
 */
final class SysfsDisksTest {
  private static final Path DEV = Path.of("/dev");

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("machines")
  void a_machines_disks_are_seen_as_they_are(Path machine) throws Exception {
    StringBuilder seen = new StringBuilder();
    for (DiskFacts disk : disksOf(machine).all()) {
      seen.append(disk.describe())
          .append(' ')
          .append(disk.placement())
          .append(' ')
          .append(disk.access())
          .append(" serial=")
          .append(disk.serial())
          .append('\n');
      disk.uses().forEach(use -> seen.append("  ").append(use).append('\n'));
    }
    assertThat(seen.toString()).isEqualTo(Files.readString(machine.resolve("expected.txt")));
  }

  @Test
  void a_disk_that_is_no_hardware_can_be_named_but_is_not_listed() throws Exception {
    SysfsDisks disks = disksOf(machines().filter(m -> m.endsWith("workstation")).findAny().get());
    assertThat(disks.of(Path.of("/dev/loop0")).size()).isEqualTo(ByteSize.ofMib(1));
    assertThat(disks.all()).map(DiskFacts::device).doesNotContain(Path.of("/dev/loop0"));
  }

  @Test
  void a_partition_is_refused_and_its_disk_named() throws Exception {
    SysfsDisks disks = disksOf(machines().filter(m -> m.endsWith("server")).findAny().get());
    assertThatThrownBy(() -> disks.of(Path.of("/dev/cciss/c0d0p1")))
        .isInstanceOf(DiskRefusedException.class)
        .hasMessageContaining("Name its disk, /dev/cciss/c0d0.");
  }

  @Test
  void a_disk_that_the_kernel_does_not_know_is_said_to_be_so() throws Exception {
    SysfsDisks disks = disksOf(machines().filter(m -> m.endsWith("board")).findAny().get());
    assertThatThrownBy(() -> disks.of(Path.of("/dev/gone")))
        .isInstanceOf(InstallFailedException.class)
        .hasMessageContaining("/dev/gone");
  }

  @Test
  void only_block_devices_are_disks() throws Exception {
    SysfsDisks disks = new SysfsDisks(folder, folder, DEV, (place, size) -> new Contents.Empty());
    assertThat(disks.isBlockDevice(Path.of("/dev/null"))).isFalse();
    assertThat(disks.isBlockDevice(folder)).isFalse();
    assertThat(disks.isBlockDevice(Files.createFile(folder.resolve("file")))).isFalse();
  }

  static Stream<Path> machines() throws Exception {
    try (Stream<Path> found = Files.list(resource())) {
      return found.sorted().toList().stream();
    }
  }

  private static Path resource() throws URISyntaxException {
    return Path.of(Objects.requireNonNull(SysfsDisksTest.class.getResource("/machines")).toURI());
  }

  private SysfsDisks disksOf(Path machine) throws Exception {
    for (String line : Files.readAllLines(machine.resolve("tree.txt"))) {
      if (!line.startsWith("#")) {
        int space = line.indexOf(' ');
        Path file = folder.resolve(line.substring(0, space));
        Files.createDirectories(file.resolve("..").normalize());
        Files.writeString(
            file,
            line.substring(space + 1) + "\n",
            StandardOpenOption.CREATE,
            StandardOpenOption.APPEND);
      }
    }
    Path sys = folder.resolve("sys");
    Files.createDirectories(sys.resolve("block"));
    Files.createDirectories(sys.resolve("class/block"));
    for (Path attribute : files(sys.resolve("devices"), "size", "partition")) {
      Path device = attribute.resolve("..").normalize();
      String name = String.valueOf(device.getFileName());
      Files.createSymbolicLink(sys.resolve("class/block").resolve(name), device);
      if (attribute.endsWith("size")) {
        Files.createSymbolicLink(sys.resolve("block").resolve(name), device);
      }
    }
    return new SysfsDisks(sys, folder.resolve("proc"), DEV, (place, size) -> new Contents.Empty());
  }

  private static List<Path> files(Path tree, String... names) throws Exception {
    try (Stream<Path> found = Files.walk(tree)) {
      return found.filter(file -> Stream.of(names).anyMatch(file::endsWith)).toList();
    }
  }
}
