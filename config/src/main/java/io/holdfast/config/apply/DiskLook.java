package io.holdfast.config.apply;

import io.holdfast.config.action.ChangeLayout;
import io.holdfast.config.action.TargetPath;
import io.holdfast.config.disk.DiskPartition;
import io.holdfast.config.disk.DiskTable;
import io.holdfast.config.disk.TableText;
import io.holdfast.config.disk.TableText.Signature;
import io.holdfast.host.Command;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the disk that a layout means, and sees what is on it. Changes nothing. */
record DiskLook(RootedTree tree, Programs programs) {
  private static final String SCRIPT = "script://";
  private static final Path BLOCK = Path.of("/sys/class/block");

  /** As sysfs counts, whatever the disk does. */
  private static final long SYSFS_SECTOR_BYTES = 512;

  /** The disk itself, where the layout names a partition of it. */
  Path find(ChangeLayout layout) throws IOException, InterruptedException {
    Path device = layout.device().isEmpty() ? labelled(layout.label()) : named(layout.device());
    Path block = block(device);
    Path above = block.getParent();
    return above != null && Files.exists(block.resolve("partition"))
        ? Path.of("/dev").resolve(String.valueOf(above.getFileName()))
        : device;
  }

  private Path named(String device) throws IOException, InterruptedException {
    if (!device.startsWith(SCRIPT)) {
      return toReal(device);
    }
    // As in Kairos: words, and no shell.
    List<String> words = List.of(device.substring(SCRIPT.length()).strip().split("\\s+"));
    if (words.getFirst().isEmpty()) {
      throw new IOException("after script:// comes a command that prints a disk");
    }
    return toReal(programs.output(Command.of(words)).strip());
  }

  private Path labelled(String label) throws IOException, InterruptedException {
    for (String folder : new String[] {"by-label", "by-partlabel"}) {
      if (label.indexOf('/') < 0
          && tree.exists(new TargetPath("/dev/disk/" + folder + "/" + label))) {
        return toReal("/dev/disk/" + folder + "/" + label);
      }
    }
    // Early in a boot nobody has made those links yet.
    for (String tag : new String[] {"LABEL", "PARTLABEL"}) {
      List<String> words =
          List.of("blkid", "--cache-file", "/dev/null", "-o", "device", "-t", tag + "=" + label);
      if (programs.exitCode(Command.of(words)) == 0) {
        return toReal(programs.output(Command.of(words)).lines().findFirst().orElse(""));
      }
    }
    throw new IOException("no disk has a file system or partition labelled " + label);
  }

  private static Path toReal(String device) throws IOException {
    try {
      Path path = Path.of(new TargetPath(device).value());
      if (!path.startsWith("/dev")) {
        throw new IOException(device + " is no disk; write a path below /dev");
      }
      return path.toRealPath();
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static Path block(Path device) throws IOException {
    Path block = BLOCK.resolve(String.valueOf(device.getFileName()));
    if (!Files.exists(block)) {
      throw new IOException(device + " is no disk");
    }
    return block.toRealPath();
  }

  /** All that is on a disk. */
  DiskTable read(Path disk) throws IOException, InterruptedException {
    Path block = block(disk);
    long sector = number(block.resolve("queue/logical_block_size"));
    long sectors = number(block.resolve("size")) * SYSFS_SECTOR_BYTES / sector;
    Signature whole = signature(disk);
    List<DiskPartition> partitions = new ArrayList<>();
    if (whole.kind().equals(DiskTable.GPT)) {
      String json = programs.output(Command.of("sfdisk", "--json", disk.toString()));
      for (DiskPartition partition : TableText.partitions(json)) {
        Path device = device(disk, partition.number());
        Signature found = Files.exists(device) ? signature(device) : Signature.NONE;
        partitions.add(
            new DiskPartition(
                partition.number(),
                partition.start(),
                partition.sectors(),
                partition.label(),
                found.content().isEmpty() ? found.kind() : found.content(),
                found.label()));
      }
    }
    return new DiskTable(sector, sectors, whole.kind(), whole.content(), partitions);
  }

  private Signature signature(Path device) throws IOException, InterruptedException {
    return TableText.signature(
        programs.output(
            Command.of("wipefs", "--json", "--output", "TYPE,LABEL", device.toString())));
  }

  /** Where a partition of a disk is, as the kernel names it. */
  static Path device(Path disk, int number) {
    String name = String.valueOf(disk.getFileName());
    boolean endsWithDigit = Character.isDigit(name.charAt(name.length() - 1));
    return disk.resolveSibling(name + (endsWithDigit ? "p" : "") + number);
  }

  /**
   * How many bytes an ext file system has; null for any other, which only tells it where it is
   * mounted.
   */
  @Nullable Long extBytes(Path device) throws IOException, InterruptedException {
    String text = programs.output(Command.of("dumpe2fs", "-h", device.toString()));
    Map<String, Long> found = new HashMap<>();
    for (String line : text.split("\n", -1)) {
      int colon = line.indexOf(':');
      String value = line.substring(colon + 1).strip();
      if (colon > 0 && value.matches("[0-9]{1,18}")) {
        found.put(line.substring(0, colon), Long.parseLong(value));
      }
    }
    Long count = found.get("Block count");
    Long size = found.get("Block size");
    return count == null || size == null ? null : count * size;
  }

  private static long number(Path file) throws IOException {
    try {
      return Long.parseLong(Files.readString(file, StandardCharsets.US_ASCII).strip());
    } catch (NumberFormatException e) {
      throw new IOException(file + " holds no number", e);
    }
  }
}
