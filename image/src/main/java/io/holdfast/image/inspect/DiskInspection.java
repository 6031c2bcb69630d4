package io.holdfast.image.inspect;

import io.holdfast.host.Command;
import io.holdfast.host.FileTree;
import io.holdfast.host.Progress;
import io.holdfast.image.disk.ByteSize;
import io.holdfast.image.inspect.Inspection.Kind;
import io.holdfast.image.inspect.Inspection.Notes;
import io.holdfast.image.tools.ToolsTree;
import io.holdfast.release.json.Json;
import io.holdfast.release.json.JsonException;
import io.holdfast.release.json.JsonObject;
import io.holdfast.release.layout.DiskLayout;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a node's disk, or at the image of one: its partitions, the kernel images that it starts,
 * and whether each slot that one of them starts is whole. Partitions are copied out for that, so
 * that neither privileges nor loop devices are needed.
 */
record DiskInspection(
    ToolsTree tools, Path work, @Nullable X509Certificate certificate, Progress progress) {
  private static final Duration LIMIT = Duration.ofMinutes(20);
  private static final int MAX_TABLE_BYTES = 256 << 10;
  private static final int MAX_PARTITIONS = 128;
  private static final String NO_UUID = "00000000-0000-0000-0000-000000000000";

  /** Where a partition lies, in bytes, and what it is called. */
  private record Partition(String label, String uuid, long start, long size) {}

  Inspection of(Path disk) throws IOException, InterruptedException {
    Notes notes = new Notes();
    Map<String, Partition> partitions = table(disk, notes);
    Partition esp = partitions.get(DiskLayout.ESP);
    if (esp == null) {
      notes.problem("It has no partition " + DiskLayout.ESP + ": no node was installed on it.");
      return notes.of(Kind.DISK);
    }
    Files.createDirectories(work);
    Path copies = Files.createTempDirectory(work.toRealPath(), "inspect-");
    try {
      List<EfiProgramInspection.Start> started = kernels(disk, esp, copies, notes);
      for (String slot : List.of("a", "b", "recovery")) {
        slot(disk, slot, partitions, started, copies, notes);
      }
    } finally {
      FileTree.delete(copies);
    }
    return notes.of(Kind.DISK);
  }

  private Map<String, Partition> table(Path disk, Notes notes)
      throws IOException, InterruptedException {
    Command.Result result =
        tools
            .command(List.of(disk), List.of(), List.of("sfdisk", "--json", disk.toString()))
            .within(LIMIT)
            .run();
    Map<String, Partition> partitions = new LinkedHashMap<>();
    if (!result.succeeded()) {
      notes.problem("Its partition table cannot be read: " + result.output().strip());
      return partitions;
    }
    try {
      JsonObject table =
          Json.parseObject(result.output().getBytes(StandardCharsets.UTF_8), MAX_TABLE_BYTES)
              .object("partitiontable");
      long sector = table.number("sectorsize", 512, 1 << 20);
      long most = Long.MAX_VALUE / sector;
      for (JsonObject entry : table.objects("partitions", MAX_PARTITIONS)) {
        Partition partition =
            new Partition(
                entry.has("name") ? entry.string("name") : "",
                entry.has("uuid") ? entry.string("uuid").toLowerCase(Locale.ROOT) : NO_UUID,
                entry.number("start", 0, most) * sector,
                entry.number("size", 0, most) * sector);
        notes.fact("partition", partition.label() + ", " + new ByteSize(partition.size()));
        partitions.put(partition.label(), partition);
      }
    } catch (JsonException e) {
      notes.problem("Its partition table cannot be read: " + e.getMessage() + ".");
    }
    return partitions;
  }

  /** What its kernel images start. */
  private List<EfiProgramInspection.Start> kernels(
      Path disk, Partition esp, Path copies, Notes notes) throws IOException, InterruptedException {
    progress.step("read " + esp.label());
    Path file = copies.resolve("esp");
    copy(disk, esp, file);
    for (String wanted : List.of(DiskLayout.UKI_FOLDER, DiskLayout.LOADER)) {
      Command.Result result =
          tools
              .command(
                  List.of(),
                  List.of(copies),
                  List.of("mcopy", "-s", "-n", "-i", file.toString(), "::" + wanted, copies + "/"))
              .within(LIMIT)
              .run();
      if (!result.succeeded()) {
        notes.problem(wanted + " cannot be read from " + esp.label() + ": " + result.output());
      }
    }
    Files.delete(file);
    EfiProgramInspection programs = new EfiProgramInspection(tools, certificate);
    List<EfiProgramInspection.Start> started = new ArrayList<>();
    for (Path program : efiPrograms(copies)) {
      notes.fact("starts", copies.relativize(program));
      Notes own = new Notes();
      EfiProgramInspection.Start start = programs.describe(program, own);
      programs.signatures(program, own);
      Inspection found = own.of(Kind.EFI_PROGRAM);
      found.facts().stream()
          .filter(fact -> fact.name().equals("name") || fact.name().equals("signed by"))
          .forEach(fact -> notes.fact(" " + fact.name(), fact.value()));
      found.problems().forEach(problem -> notes.problem(program.getFileName() + ": " + problem));
      if (start != null) {
        started.add(start);
      }
    }
    return started;
  }

  private static List<Path> efiPrograms(Path copies) throws IOException {
    List<Path> programs = new ArrayList<>();
    for (Path folder : List.of(copies, copies.resolve("holdfast"))) {
      if (Files.isDirectory(folder)) {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.{efi,EFI}")) {
          found.forEach(programs::add);
        }
      }
    }
    programs.sort(null);
    return programs;
  }

  /** Of slots A and B the identities of both partitions are the two halves of the root hash. */
  private void slot(
      Path disk,
      String slot,
      Map<String, Partition> partitions,
      List<EfiProgramInspection.Start> started,
      Path copies,
      Notes notes)
      throws IOException, InterruptedException {
    Partition root = partitions.get(DiskLayout.rootLabel(slot));
    Partition verity = partitions.get(DiskLayout.verityLabel(slot));
    if (root == null || verity == null) {
      notes.problem("It has no slot " + slot + ".");
      return;
    }
    String hash =
        started.stream()
            .filter(start -> isOf(start, slot, root, verity))
            .map(EfiProgramInspection.Start::hash)
            .findFirst()
            .orElse(null);
    if (hash == null) {
      notes.fact("slot " + slot, "no kernel image on it starts what is there");
      return;
    }
    progress.step("verify slot " + slot);
    Path data = copies.resolve("root");
    Path tree = copies.resolve("verity");
    copy(disk, root, data);
    copy(disk, verity, tree);
    Command.Result result =
        tools
            .command(
                List.of(copies),
                List.of(),
                List.of("veritysetup", "verify", data.toString(), tree.toString(), hash))
            .within(LIMIT)
            .run();
    Files.delete(data);
    Files.delete(tree);
    notes.fact("slot " + slot, (result.succeeded() ? "whole, " : "damaged, ") + hash);
    if (!result.succeeded()) {
      notes.problem("Slot " + slot + " is damaged: " + result.output().strip());
    }
  }

  private static boolean isOf(
      EfiProgramInspection.Start start, String slot, Partition root, Partition verity) {
    return start.slot().isEmpty()
        ? DiskLayout.rootUuid(start.hash()).toString().equals(root.uuid())
            && DiskLayout.verityUuid(start.hash()).toString().equals(verity.uuid())
        : start.slot().equals(slot);
  }

  private static void copy(Path disk, Partition partition, Path to) throws IOException {
    try (FileChannel from = FileChannel.open(disk, StandardOpenOption.READ);
        FileChannel into =
            FileChannel.open(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      long done = 0;
      while (done < partition.size()) {
        long now = from.transferTo(partition.start() + done, partition.size() - done, into);
        if (now <= 0) {
          throw new IOException(disk + " ends before its partition " + partition.label() + " does");
        }
        done += now;
      }
    }
  }
}
