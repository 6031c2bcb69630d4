package io.holdfast.image.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.release.layout.DiskLayout;
import io.holdfast.release.manifest.Manifest;
import io.holdfast.release.manifest.Part;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

final class DiskPlanPropertiesTest {
  private static final SlotSize BY_DISK = new SlotSize.ByDisk();

  @Property(seed = "20240719", tries = 2000)
  void every_disk_of_the_needed_size_or_more_gets_a_whole_plan(
      @ForAll @LongRange(min = 1, max = 4L << 30) long root,
      @ForAll @LongRange(min = 0, max = 64L << 30) long more)
      throws Exception {
    Manifest manifest = TestReleases.manifest(root, root / 120 + 4096, 29 << 20);
    ByteSize disk = DiskPlan.needed(manifest, BY_DISK).plus(new ByteSize(more));

    DiskPlan plan = DiskPlan.of(disk, manifest, BY_DISK);

    long end = 1 << 20;
    for (PlannedPartition partition : plan.partitions()) {
      assertThat(partition.size().bytes() % (1 << 20)).isZero();
      end += partition.size().bytes();
      switch (partition.type()) {
        case ROOT -> assertThat(partition.size().bytes()).isGreaterThanOrEqualTo(root + root / 4);
        case ROOT_VERITY ->
            assertThat(partition.size().bytes())
                .isGreaterThanOrEqualTo(manifest.part(Part.Kind.VERITY).size());
        case ESP, LINUX -> {}
      }
    }
    // Room for the copy of the table at the end, and nothing else left over.
    assertThat(disk.bytes() - end).isBetween(1L << 20, (2L << 20) - 1);
    assertThat(plan.partition(DiskLayout.PERSISTENT).size())
        .isGreaterThanOrEqualTo(ByteSize.ofMib(256));
    assertThat(plan.partition("holdfast-a").size()).isEqualTo(plan.partition("holdfast-b").size());
  }

  @Property(seed = "20240329", tries = 500)
  void what_is_said_to_be_needed_is_enough_and_no_byte_less_is(
      @ForAll @LongRange(min = 1, max = 6L << 30) long root) throws Exception {
    Manifest manifest = TestReleases.manifest(root, root / 120 + 4096, 29 << 20);
    ByteSize needed = DiskPlan.needed(manifest, BY_DISK);
    assertThat(DiskPlan.of(needed, manifest, BY_DISK).partitions()).hasSize(9);
    assertThatThrownBy(() -> DiskPlan.of(new ByteSize(needed.bytes() - 1), manifest, BY_DISK))
        .isInstanceOf(DiskRefusedException.class)
        .hasMessageContaining("too small");
  }
}
