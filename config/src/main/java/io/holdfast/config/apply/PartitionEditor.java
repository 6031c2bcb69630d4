package io.holdfast.config.apply;

import io.holdfast.config.action.ChangeLayout;
import io.holdfast.config.disk.DiskPartition;
import io.holdfast.config.disk.DiskTable;
import io.holdfast.config.disk.FileSystemKind;
import io.holdfast.config.disk.LayoutException;
import io.holdfast.config.disk.LayoutPlan;
import io.holdfast.config.disk.TableText;
import io.holdfast.host.Command;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Partitions of a disk of the running machine, made with sfdisk(8) and the programs of file
 * systems. A partition gets its label when its file system is whole: after a loss of power it is
 * there with all that was wanted, or an unfinished one is taken away by the next run.
 */
record PartitionEditor(RootedTree tree, Programs programs) {
  /** A file system of terabytes on a slow disk. */
  private static final Duration MAKING = Duration.ofMinutes(10);

  /** As e2fsck(8) says that errors were corrected. */
  private static final int CORRECTED = 1;

  /** As much as resize2fs(8) leaves when a last group of blocks would be too small to be used. */
  private static final long LEFT_OVER = 128L << 20;

  Effect change(ChangeLayout layout) throws IOException, InterruptedException {
    if (!tree.isWhole()) {
      throw new IOException(
          "partitions can be changed only by the running system, not by that in " + tree.root());
    }
    if (tree.isPlanning() && layout.device().startsWith("script://")) {
      return Effect.CHANGE.noting("would ask the command which disk it is");
    }
    demand(List.of("sfdisk", "wipefs"));
    DiskLook look = new DiskLook(tree, programs);
    Path disk = look.find(layout);
    DiskTable table = look.read(disk);
    LayoutPlan plan;
    try {
      plan = LayoutPlan.of(table, layout);
    } catch (LayoutException e) {
      throw new IOException(disk + ": " + e.getMessage(), e);
    }
    if (plan.isEmpty()) {
      return layout.expand() == null ? Effect.NONE : fill(look, disk, table);
    }
    if (tree.isPlanning()) {
      Effect effect = Effect.CHANGE;
      for (String line : plan.lines(table)) {
        effect = effect.noting(disk + ": " + line);
      }
      return effect;
    }
    demand(tools(plan));
    write(disk, plan, layout.diskName());
    return Effect.CHANGE;
  }

  private void demand(Iterable<String> tools) throws IOException {
    for (String tool : tools) {
      if (!programs.isThere(tool)) {
        throw new IOException(
            "the program "
                + tool
                + " is missing, and nothing was changed; add the package that holds it to the"
                + " recipe of the release");
      }
    }
  }

  private static Set<String> tools(LayoutPlan plan) {
    Set<String> tools = new LinkedHashSet<>(List.of("partx"));
    for (LayoutPlan.NewPartition partition : plan.added()) {
      if (partition.kind() != FileSystemKind.NONE) {
        tools.add(partition.kind().program());
      }
    }
    if (plan.growth() != null) {
      tools.addAll(growingTools(plan.growth().content()));
    }
    return tools;
  }

  private static List<String> growingTools(String content) {
    return switch (content) {
      case "" -> List.of();
      case "xfs" -> List.of("findmnt", "mount", "umount", "xfs_growfs");
      case "btrfs" -> List.of("findmnt", "mount", "umount", "btrfs");
      default -> List.of("findmnt", "e2fsck", "resize2fs");
    };
  }

  private void write(Path disk, LayoutPlan plan, String diskName)
      throws IOException, InterruptedException {
    for (Integer number : plan.removed()) {
      edit("--delete", disk.toString(), number.toString());
      // The kernel may not know of it.
      programs.exitCode(partx("--delete", disk, number));
    }
    if (plan.initialize() || !plan.added().isEmpty()) {
      List<String> words = new ArrayList<>(List.of("sfdisk", "--quiet", "--lock"));
      words.addAll(List.of("--wipe", "never", "--wipe-partitions", "never", "--no-tell-kernel"));
      if (!plan.initialize()) {
        // Others of its partitions may be in use, and stay as they are.
        words.addAll(List.of("--append", "--no-reread"));
      }
      words.add(disk.toString());
      programs.check(Command.of(words).reading(TableText.script(plan, diskName)));
    }
    if (!plan.added().isEmpty()) {
      finish(disk, plan.added());
    }
    LayoutPlan.Growth growth = plan.growth();
    if (growth != null) {
      programs.check(
          Command.of(
                  "sfdisk",
                  "--quiet",
                  "--lock",
                  "--wipe",
                  "never",
                  "--wipe-partitions",
                  "never",
                  "--no-reread",
                  "--no-tell-kernel",
                  "--partno",
                  Integer.toString(growth.number()),
                  disk.toString())
              .reading(", " + growth.sectors() + "\n"));
      programs.check(partx("--update", disk, growth.number()));
      grow(DiskLook.device(disk, growth.number()), growth.content());
    }
  }

  private void finish(Path disk, List<LayoutPlan.NewPartition> added)
      throws IOException, InterruptedException {
    List<DiskPartition> there =
        TableText.partitions(programs.output(Command.of("sfdisk", "--json", disk.toString())));
    for (LayoutPlan.NewPartition partition : added) {
      int number =
          there.stream()
              .filter(p -> p.start() == partition.start() && p.sectors() == partition.sectors())
              .mapToInt(DiskPartition::number)
              .findFirst()
              .orElseThrow(
                  () -> new IOException(disk + " does not keep the partition that was written"));
      programs.check(partx("--update", disk, number));
      if (partition.kind() == FileSystemKind.NONE) {
        continue;
      }
      Path device = DiskLook.device(disk, number);
      // What lay here before a partition was deleted could be taken for what is on it now.
      programs.check(Command.of("wipefs", "--quiet", "--all", device.toString()));
      programs.check(
          Command.of(partition.kind().command(partition.fileSystemLabel(), device.toString()))
              .within(MAKING));
      try (FileChannel channel = FileChannel.open(device, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      edit("--part-label", disk.toString(), Integer.toString(number), partition.label());
    }
  }

  private void edit(String... words) throws IOException, InterruptedException {
    List<String> all =
        new ArrayList<>(List.of("sfdisk", "--quiet", "--lock", "--no-reread", "--no-tell-kernel"));
    all.addAll(List.of(words));
    programs.check(Command.of(all));
  }

  private static Command partx(String what, Path disk, int number) {
    return Command.of("partx", what, "--nr", Integer.toString(number), disk.toString());
  }

  /** A loss of power may have come between the last partition's growing and its file system's. */
  private Effect fill(DiskLook look, Path disk, DiskTable table)
      throws IOException, InterruptedException {
    DiskPartition last = table.last().orElse(null);
    if (last == null || !last.content().startsWith("ext") || !programs.isThere("dumpe2fs")) {
      return Effect.NONE;
    }
    Path device = DiskLook.device(disk, last.number());
    Long bytes = look.extBytes(device);
    if (bytes == null || bytes + LEFT_OVER >= last.sectors() * table.sectorBytes()) {
      return Effect.NONE;
    }
    if (tree.isPlanning()) {
      return Effect.CHANGE.noting(device + ": its file system grown to the partition's end");
    }
    demand(growingTools(last.content()));
    grow(device, last.content());
    return Effect.CHANGE;
  }

  private void grow(Path device, String content) throws IOException, InterruptedException {
    if (content.isEmpty()) {
      return;
    }
    String name = device.toString();
    Command where =
        Command.of("findmnt", "--noheadings", "--first-only", "--output", "TARGET", name);
    boolean isMounted = programs.exitCode(where) == 0;
    if (content.startsWith("ext")) {
      if (!isMounted) {
        int code = programs.exitCode(Command.of("e2fsck", "-f", "-p", name).within(MAKING));
        if (code > CORRECTED) {
          throw new IOException(
              "the file system of "
                  + name
                  + " has errors that a person must look at (e2fsck -f ended with "
                  + code
                  + "); it is not grown");
        }
      }
      programs.check(Command.of("resize2fs", name).within(MAKING));
    } else if (isMounted) {
      growMounted(programs.output(where).strip(), content);
    } else {
      Path folder = Files.createTempDirectory("holdfast-grow");
      try {
        programs.check(Command.of("mount", "-t", content, name, folder.toString()));
        try {
          growMounted(folder.toString(), content);
        } finally {
          programs.check(Command.of("umount", folder.toString()));
        }
      } finally {
        Files.deleteIfExists(folder);
      }
    }
  }

  /** As these file systems can be grown alone. */
  private void growMounted(String folder, String content) throws IOException, InterruptedException {
    programs.check(
        (content.equals("xfs")
                ? Command.of("xfs_growfs", folder)
                : Command.of("btrfs", "filesystem", "resize", "max", folder))
            .within(MAKING));
  }
}
