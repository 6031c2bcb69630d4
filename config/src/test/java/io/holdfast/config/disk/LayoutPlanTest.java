package io.holdfast.config.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.holdfast.config.action.ChangeLayout;
import io.holdfast.config.yaml.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayoutPlanTest {
  private static final long MIB = 2048;
  private static final DiskTable EMPTY = new DiskTable(512, 100 * MIB, "", "", List.of());
  private static final DiskPartition DATA =
      new DiskPartition(1, MIB, 10 * MIB, "data", "ext4", "DATA");
  private static final DiskTable ONE = table(DATA);

  private static DiskTable table(DiskPartition... partitions) {
    return new DiskTable(512, 100 * MIB, "gpt", "", List.of(partitions));
  }

  static ChangeLayout layout(
      boolean initialize, @Nullable Long expand, ChangeLayout.Partition... added) {
    return new ChangeLayout(
        "/dev/x", "", initialize, "", expand, List.of(added), Place.startOf("c"));
  }

  static ChangeLayout.Partition wish(String label, long mebibytes) {
    return new ChangeLayout.Partition("", label, mebibytes, "ext4", false);
  }

  @Test
  void new_partitions_come_behind_the_last_and_the_rest_ends_before_the_copy_of_the_table()
      throws Exception {
    LayoutPlan plan = LayoutPlan.of(ONE, layout(false, null, wish("a", 5), wish("b", 0)));

    assertThat(plan.added())
        .extracting(LayoutPlan.NewPartition::start, LayoutPlan.NewPartition::end)
        .containsExactly(tuple(11 * MIB, 16 * MIB), tuple(16 * MIB, 99 * MIB));
    assertThat(plan.growth()).isNull();
    assertThat(plan.lines(ONE))
        .containsExactly(
            "a partition a of 5 MiB from MiB 11 on, with mkfs.ext4",
            "a partition b of 83 MiB from MiB 16 on, with mkfs.ext4");
  }

  @Test
  void a_partition_is_found_by_its_own_label_or_by_that_of_its_file_system() throws Exception {
    assertThat(LayoutPlan.of(ONE, layout(false, null, wish("data", 90))).isEmpty()).isTrue();
    assertThat(
            LayoutPlan.of(
                    ONE,
                    layout(false, null, new ChangeLayout.Partition("DATA", "", 90, "xfs", false)))
                .isEmpty())
        .isTrue();
  }

  @Test
  void what_was_not_finished_is_taken_away_and_made_anew() throws Exception {
    DiskTable disk =
        table(DATA, new DiskPartition(2, 11 * MIB, 5 * MIB, LayoutPlan.UNFINISHED, "", ""));

    LayoutPlan plan = LayoutPlan.of(disk, layout(false, null, wish("a", 7)));

    assertThat(plan.removed()).containsExactly(2);
    assertThat(plan.added().getFirst().start()).isEqualTo(11 * MIB);
  }

  @Test
  void the_last_partition_grows_and_never_shrinks() throws Exception {
    assertThat(LayoutPlan.of(ONE, layout(false, 0L)).growth())
        .isEqualTo(new LayoutPlan.Growth(1, 98 * MIB, "ext4"));
    assertThat(LayoutPlan.of(ONE, layout(false, 20L)).growth())
        .isEqualTo(new LayoutPlan.Growth(1, 20 * MIB, "ext4"));
    assertThat(LayoutPlan.of(ONE, layout(false, 5L)).isEmpty()).isTrue();
    DiskTable full = table(new DiskPartition(1, MIB, 98 * MIB + 7, "data", "swap", ""));
    assertThat(LayoutPlan.of(full, layout(false, 0L)).isEmpty()).isTrue();
  }

  @Test
  void a_new_last_partition_is_made_as_large_as_it_would_be_grown_to() throws Exception {
    LayoutPlan plan = LayoutPlan.of(ONE, layout(false, 0L, wish("a", 5)));

    assertThat(plan.growth()).isNull();
    assertThat(plan.added().getFirst().end()).isEqualTo(99 * MIB);
  }

  @Test
  void only_a_disk_with_nothing_on_it_is_initialized() throws Exception {
    ChangeLayout wanted = layout(true, null, wish("a", 0));

    assertThat(LayoutPlan.of(EMPTY, wanted).initialize()).isTrue();
    LayoutPlan again = LayoutPlan.of(ONE, wanted);
    assertThat(again.initialize()).isFalse();
    assertThat(again.added()).hasSize(1);
    for (DiskTable used :
        List.of(
            new DiskTable(512, 100 * MIB, "dos", "", List.of()),
            new DiskTable(512, 100 * MIB, "", "LVM2_member", List.of()),
            new DiskTable(512, 100 * MIB, "gpt", "iso9660", List.of()))) {
      assertThatThrownBy(() -> LayoutPlan.of(used, wanted))
          .isInstanceOf(LayoutException.class)
          .hasMessageContaining("something is on it");
    }
  }

  @ParameterizedTest
  @CsvSource({"COS_OEM", "COS_PERSISTENT", "COS_GRUB", "holdfast-a", "holdfast-recovery-verity"})
  void holdfasts_own_disk_is_not_initialized_and_its_labels_are_not_given_to_others(String label) {
    DiskTable own = table(new DiskPartition(3, MIB, MIB, label, "", ""));

    assertThatThrownBy(() -> LayoutPlan.of(own, layout(true, null)))
        .hasMessageContaining("Holdfast's own");
    assertThatThrownBy(() -> LayoutPlan.of(ONE, layout(false, null, wish(label, 1))))
        .hasMessageContaining("Holdfast's own");
  }

  @Test
  void what_cannot_be_is_said() {
    assertRefused(EMPTY, layout(false, null, wish("a", 1)), "init_disk: true");
    assertRefused(
        new DiskTable(512, 100 * MIB, "dos", "", List.of()), layout(false, 0L), "only GPT");
    assertRefused(
        ONE,
        layout(false, null, wish("a", 50), wish("b", 40)),
        "partition b does not fit: 40 MiB are wanted, and 38 MiB are free");
    assertRefused(
        ONE, layout(false, null, wish("a", 0), wish("b", 0)), "b does not fit: at least 1 MiB");
    assertRefused(ONE, layout(false, 99L), "cannot have 99 MiB: at most 98 MiB");
    assertRefused(table(), layout(false, 0L), "no partition that could be grown");
    assertRefused(
        table(new DiskPartition(1, MIB, MIB, "x", "swap", "")),
        layout(false, 0L),
        "holds swap, which cannot be grown");
    assertRefused(ONE, layout(false, null, wish("", 1)), "has no label");
    assertRefused(
        ONE,
        layout(false, null, new ChangeLayout.Partition("X", "", 1, "none", false)),
        "has no label");
    assertRefused(ONE, layout(false, null, wish("x".repeat(37), 1)), "at most 36 characters");
    assertRefused(ONE, layout(false, null, wish("x\"\nstart=1", 1)), "no quotes");
    assertRefused(
        ONE,
        layout(false, null, new ChangeLayout.Partition("thirteen char", "x", 1, "xfs", false)),
        "at most 12 bytes");
    assertRefused(
        ONE,
        layout(false, null, new ChangeLayout.Partition("--help", "x", 1, "ext4", false)),
        "does not begin with '-'");
  }

  private static void assertRefused(DiskTable disk, ChangeLayout wanted, String message) {
    assertThatThrownBy(() -> LayoutPlan.of(disk, wanted))
        .isInstanceOf(LayoutException.class)
        .hasMessageContaining(message);
  }
}
