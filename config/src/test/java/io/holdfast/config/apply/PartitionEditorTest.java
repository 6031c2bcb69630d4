package io.holdfast.config.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.holdfast.config.action.ChangeLayout;
import io.holdfast.config.action.ChangeLayout.Partition;
import io.holdfast.config.disk.DiskPartition;
import io.holdfast.config.disk.LayoutPlan;
import io.holdfast.config.disk.TableText;
import io.holdfast.config.yaml.Place;
import io.holdfast.host.Command;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Partitions of a real block device: a loop device over a file, with the real programs. */
@Tag("tools")
class PartitionEditorTest {
  @TempDir Path temporary = Path.of("set by JUnit");
  private final ToolsOrHost programs = new ToolsOrHost();
  private Path image = Path.of("set by prepare");
  private String device = "";

  @BeforeEach
  void prepare() throws Exception {
    assumeTrue((Integer) Files.getAttribute(temporary, "unix:uid") == 0, "needs to be root");
    assumeTrue(programs.isThere("losetup"), "needs losetup");
    assumeTrue(programs.isThere("sfdisk"), "needs sfdisk, here or in the tools tree");
    assumeTrue(Files.exists(Path.of("/dev/loop-control")), "needs loop devices");
    image = temporary.resolve("disk");
    resize(64);
    device =
        Command.of("losetup", "--find", "--show", "--partscan", image.toString()).check().strip();
  }

  @AfterEach
  void detach() throws Exception {
    if (!device.isEmpty()) {
      Command.of("losetup", "--detach", device).run();
    }
  }

  private void resize(long mebibytes) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
      file.setLength(mebibytes << 20);
    }
  }

  private Effect change(boolean planning, ChangeLayout layout) throws Exception {
    return new PartitionEditor(new RootedTree(Path.of("/"), planning), programs).change(layout);
  }

  private ChangeLayout layout(boolean initialize, @Nullable Long expand, Partition... added) {
    return new ChangeLayout(
        device, "", initialize, "", expand, List.of(added), Place.startOf("c.yaml"));
  }

  private List<DiskPartition> table() throws Exception {
    return TableText.partitions(programs.output(Command.of("sfdisk", "--json", device)));
  }

  @Test
  void an_empty_disk_is_initialized_filled_and_grown_and_nothing_is_done_twice() throws Exception {
    ChangeLayout first =
        layout(
            true,
            null,
            new Partition("BOOT", "boot", 8, "noformat", true),
            new Partition("DATA", "data", 16, "ext4", false));

    byte[] before = Files.readAllBytes(image);
    assertThat(change(true, first).notes())
        .containsExactly(
            device + ": a new GPT partition table",
            device + ": a partition boot of 8 MiB from MiB 1 on",
            device + ": a partition data of 16 MiB from MiB 9 on, with mkfs.ext4");
    assertThat(Files.readAllBytes(image)).as("a plan changes nothing").isEqualTo(before);
    assertThat(change(false, first).changed()).isTrue();

    assertThat(table()).extracting(DiskPartition::label).containsExactly("boot", "data");
    byte[] once = Files.readAllBytes(image);
    assertThat(change(false, first)).isEqualTo(Effect.NONE);
    assertThat(Files.readAllBytes(image)).as("a second run changes nothing").isEqualTo(once);

    Path data = Files.createDirectory(temporary.resolve("data"));
    mounted("DATA", data, () -> Files.writeString(data.resolve("kept"), "kept"));
    resize(128);
    Command.of("losetup", "--set-capacity", device).check();
    assertThat(change(false, layout(false, 0L)).changed()).isTrue();
    mounted(
        "DATA",
        data,
        () -> {
          assertThat(Files.getFileStore(data).getTotalSpace()).isGreaterThan(100L << 20);
          assertThat(data.resolve("kept")).hasContent("kept");
        });
    assertThat(change(false, layout(false, 0L))).isEqualTo(Effect.NONE);
    assertThat(table().getLast().sectors()).isEqualTo((127 - 9) * 2048L);
  }

  /** What may fail. */
  private interface Work {
    void run() throws Exception;
  }

  /** Does something while a file system is mounted. */
  private static void mounted(String label, Path folder, Work work) throws Exception {
    Command.of("mount", "-L", label, folder.toString()).check();
    try {
      work.run();
    } finally {
      Command.of("umount", folder.toString()).check();
    }
  }

  @Test
  void what_does_not_fit_or_lacks_a_program_leaves_the_disk_as_it_was() throws Exception {
    byte[] before = Files.readAllBytes(image);

    assertThatThrownBy(
            () ->
                change(
                    false,
                    layout(
                        true,
                        null,
                        new Partition("", "a", 40, "ext4", false),
                        new Partition("", "b", 40, "ext4", false))))
        .hasMessageContaining("b does not fit");
    programs.missing.add("mkfs.xfs");
    assertThatThrownBy(
            () -> change(false, layout(true, null, new Partition("", "a", 0, "xfs", false))))
        .hasMessageContaining("mkfs.xfs is missing, and nothing was changed");
    assertThat(Files.readAllBytes(image)).isEqualTo(before);
  }

  @Test
  void after_a_loss_of_power_the_partition_is_made_anew_beside_one_in_use() throws Exception {
    change(false, layout(true, null, new Partition("ONE", "one", 16, "ext4", false)));
    Path one = Files.createDirectory(temporary.resolve("one"));
    mounted(
        "ONE",
        one,
        () -> {
          ChangeLayout second = layout(false, null, new Partition("TWO", "two", 0, "ext4", false));
          programs.failing = "mkfs.ext4";
          assertThatThrownBy(() -> change(false, second)).hasMessageContaining("the power is gone");
          assertThat(table())
              .extracting(DiskPartition::label)
              .containsExactly("one", LayoutPlan.UNFINISHED);
          programs.failing = "";

          assertThat(change(false, second).changed()).isTrue();
          assertThat(table()).extracting(DiskPartition::label).containsExactly("one", "two");
          assertThat(Command.of("blkid", "-o", "value", "-s", "LABEL", device + "p2").check())
              .isEqualTo("TWO\n");
          assertThat(change(false, second)).isEqualTo(Effect.NONE);
        });
    assertThat(change(false, layout(false, 46L)).changed()).isFalse();
  }

  /** Programs of this host; those that it lacks from the tools tree, by that tree's own loader. */
  private static final class ToolsOrHost implements Programs {
    private final List<String> missing = new ArrayList<>();
    private String failing = "";
    private final Path tree = Path.of(System.getProperty("holdfast.tools", "/nowhere"));

    private Command placed(Command command) throws IOException {
      String program = command.arguments().getFirst();
      if (program.equals(failing)) {
        throw new IOException("the power is gone");
      }
      if (Programs.super.isThere(program)) {
        return command;
      }
      List<String> words =
          new ArrayList<>(
              List.of(
                  tree.resolve("lib64/ld-linux-x86-64.so.2").toString(),
                  "--library-path",
                  tree.resolve("usr/lib/x86_64-linux-gnu").toString(),
                  tree.resolve("usr/sbin").resolve(program).toString()));
      words.addAll(command.arguments().subList(1, command.arguments().size()));
      return new Command(
          words, command.environment(), command.folder(), command.input(), command.limit());
    }

    @Override
    public boolean isThere(String program) {
      return !missing.contains(program)
          && (Programs.super.isThere(program)
              || Files.isExecutable(tree.resolve("usr/sbin").resolve(program)));
    }

    @Override
    public int exitCode(Command command) throws IOException, InterruptedException {
      return placed(command).run().exitCode();
    }

    @Override
    public String output(Command command) throws IOException, InterruptedException {
      return placed(command).check();
    }
  }
}
