package io.holdfast.image.medium;

import io.holdfast.image.disk.ByteSize;
import io.holdfast.image.tools.Debootstrap;
import io.holdfast.image.tools.ToolsTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * An image that firmware starts from as a disc (El Torito, UEFI 2.10, section 13.3.2.1) and as a
 * disk (GPT): an ISO 9660 file system, and behind it an EFI system partition that both point to.
 *
 * @param label of the ISO 9660 file system: at most 32 capitals, digits and underscores
 * @param tree what the file system holds
 * @param program what the firmware starts
 */
record IsoImage(String label, Path tree, Path program) {
  /** Where firmware looks for what it starts from a medium (UEFI 2.10, section 3.5.1.1). */
  private static final List<String> FOLDERS = List.of("::/EFI", "::/EFI/BOOT");

  private static final String PROGRAM = "::/EFI/BOOT/BOOTX64.EFI";

  /** Of an EFI system partition (UEFI 2.10, table 5-6). */
  private static final String ESP_TYPE = "C12A7328-F81F-11D2-BA4B-00A0C93EC93B";

  /** Room for the file allocation tables, and for rounding. */
  private static final long SLACK_KIB = 2048;

  private static final Duration LIMIT = Duration.ofMinutes(20);

  /** How large it is, but for what file systems need for themselves. */
  ByteSize leastSize() throws IOException {
    long bytes = Files.size(program);
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        bytes += Files.size(file);
      }
    }
    return new ByteSize(bytes);
  }

  /**
   * Writes it.
   *
   * @param image an empty file, outside the work folder
   * @param work a folder for what lies in between
   */
  void write(Path image, ToolsTree tools, Path work) throws IOException, InterruptedException {
    Path partition = partition(tools, work);
    List<String> words = new ArrayList<>();
    words.addAll(List.of("xorriso", "-report_about", "WARNING", "-as", "mkisofs"));
    words.addAll(List.of("-o", image.toString(), "-V", label, "-iso-level", "3", "-r"));
    words.addAll(List.of("-partition_offset", "16"));
    words.addAll(List.of("-append_partition", "2", ESP_TYPE, partition.toString()));
    words.add("-appended_part_as_gpt");
    words.addAll(List.of("-e", "--interval:appended_partition_2:all::", "-no-emul-boot"));
    words.add(tree.toString());
    run(tools, List.of(tree), List.of(work, image), words);
  }

  private Path partition(ToolsTree tools, Path work) throws IOException, InterruptedException {
    Path partition = work.resolve("esp.img");
    long kib = Math.ceilDiv(Files.size(program), 1024) + SLACK_KIB;
    String file = partition.toString();
    List<Path> written = List.of(work);
    run(
        tools,
        List.of(),
        written,
        List.of("mkfs.vfat", "-F", "16", "-n", "MEDIUM", "-C", file, Long.toString(kib)));
    List<String> folders = new ArrayList<>(List.of("mmd", "-i", file));
    folders.addAll(FOLDERS);
    run(tools, List.of(), written, folders);
    run(
        tools,
        List.of(program),
        written,
        List.of("mcopy", "-i", file, program.toString(), PROGRAM));
    return partition;
  }

  private static void run(
      ToolsTree tools, List<Path> read, List<Path> written, List<String> program)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>();
    words.addAll(List.of("env", "SOURCE_DATE_EPOCH=" + Debootstrap.SOURCE_DATE_EPOCH));
    words.addAll(program);
    tools.command(read, written, words).within(LIMIT).check();
  }
}
