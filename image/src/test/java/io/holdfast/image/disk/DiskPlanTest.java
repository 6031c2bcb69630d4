package io.holdfast.image.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.release.manifest.Manifest;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class DiskPlanTest {
  private static final SlotSize BY_DISK = new SlotSize.ByDisk();
  private static final ByteSize EIGHT_GIB = new ByteSize(8L << 30);

  @Test
  void a_disk_of_eight_gib_gets_slots_that_releases_can_grow_in() throws Exception {
    assertThat(DiskPlan.of(EIGHT_GIB, TestReleases.manifest(), BY_DISK).partitions())
        .map(partition -> partition.label() + " " + partition.size() + " " + partition.type())
        .containsExactly(
            "COS_GRUB 512 MiB ESP",
            "holdfast-a 1 GiB ROOT",
            "holdfast-a-verity 16 MiB ROOT_VERITY",
            "holdfast-b 1 GiB ROOT",
            "holdfast-b-verity 16 MiB ROOT_VERITY",
            "holdfast-recovery 1 GiB ROOT",
            "holdfast-recovery-verity 16 MiB ROOT_VERITY",
            "COS_OEM 64 MiB LINUX",
            "COS_PERSISTENT 4.3 GiB LINUX");
  }

  @Test
  void a_smaller_disk_gets_smaller_slots() throws Exception {
    DiskPlan plan =
        DiskPlan.of(new ByteSize(EIGHT_GIB.bytes() - 1), TestReleases.manifest(), BY_DISK);
    assertThat(plan.partition("holdfast-a").size()).isEqualTo(ByteSize.ofMib(176));
    assertThat(plan.partition("holdfast-b").size()).isEqualTo(ByteSize.ofMib(176));
    assertThat(plan.partition("holdfast-recovery").size()).isEqualTo(ByteSize.ofMib(176));
  }

  @Test
  void a_large_root_image_gets_twice_its_size() throws Exception {
    Manifest manifest = TestReleases.manifest(900 << 20, 7 << 20, 29 << 20);
    DiskPlan plan = DiskPlan.of(EIGHT_GIB, manifest, BY_DISK);
    assertThat(plan.partition("holdfast-b").size()).isEqualTo(ByteSize.ofMib(1856));
  }

  @Test
  void recovery_is_small_where_only_the_others_have_room() throws Exception {
    Manifest manifest = TestReleases.manifest(1230L << 20, 10 << 20, 29 << 20);
    DiskPlan plan = DiskPlan.of(EIGHT_GIB, manifest, BY_DISK);
    assertThat(plan.partition("holdfast-b").size()).isEqualTo(ByteSize.ofMib(2496));
    assertThat(plan.partition("holdfast-recovery").size()).isEqualTo(ByteSize.ofMib(1552));
  }

  @Test
  void slots_are_small_where_twice_the_root_image_does_not_fit() throws Exception {
    Manifest manifest = TestReleases.manifest(2L << 30, 17 << 20, 29 << 20);
    DiskPlan plan = DiskPlan.of(new ByteSize(10L << 30), manifest, BY_DISK);
    assertThat(plan.partition("holdfast-b").size()).isEqualTo(ByteSize.ofMib(2560));
  }

  @Test
  void a_given_slot_size_is_kept() throws Exception {
    SlotSize given = new SlotSize.Given(ByteSize.ofMib(300));
    DiskPlan plan = DiskPlan.of(EIGHT_GIB, TestReleases.manifest(), given);
    assertThat(plan.partition("holdfast-a").size()).isEqualTo(ByteSize.ofMib(300));
    assertThat(plan.partition("holdfast-recovery").size()).isEqualTo(ByteSize.ofMib(176));
  }

  @Test
  void a_slot_that_cannot_hold_the_release_is_refused() {
    SlotSize given = new SlotSize.Given(ByteSize.ofMib(139));
    assertThatThrownBy(() -> DiskPlan.of(EIGHT_GIB, TestReleases.manifest(), given))
        .isInstanceOf(DiskRefusedException.class)
        .hasMessageContaining("139 MiB")
        .hasMessageContaining("140 MiB");
  }

  @Test
  void slot_a_is_found_by_the_root_hash_and_recovery_is_not() throws Exception {
    DiskPlan plan = DiskPlan.of(EIGHT_GIB, TestReleases.manifest(), BY_DISK);
    assertThat(plan.partition("holdfast-a").uuid())
        .isEqualTo(UUID.fromString("00112233-4455-6677-8899-aabbccddeeff"));
    assertThat(plan.partition("holdfast-a-verity").uuid())
        .isEqualTo(UUID.fromString("01234567-89ab-cdef-fedc-ba9876543210"));
    assertThat(plan.partition("holdfast-recovery").uuid()).isNull();
    assertThat(plan.partition("holdfast-recovery-verity").uuid()).isNull();
  }

  @Test
  void kernel_images_that_fill_the_esp_are_refused() {
    Manifest manifest = TestReleases.manifest(140 << 20, 1 << 20, 123 << 20);
    assertThatThrownBy(() -> DiskPlan.of(EIGHT_GIB, manifest, BY_DISK))
        .isInstanceOf(DiskRefusedException.class)
        .hasMessageContaining("do not fit the EFI system partition");
  }

  @Test
  void a_disk_that_is_too_small_is_refused_with_what_is_needed() throws Exception {
    ByteSize needed = DiskPlan.needed(TestReleases.manifest(), BY_DISK);
    assertThatThrownBy(
            () -> DiskPlan.of(new ByteSize(needed.bytes() - 1), TestReleases.manifest(), BY_DISK))
        .isInstanceOf(DiskRefusedException.class)
        .hasMessageContaining(needed.bytes() + " bytes")
        .hasMessageContaining("Choose a larger disk");
  }
}
