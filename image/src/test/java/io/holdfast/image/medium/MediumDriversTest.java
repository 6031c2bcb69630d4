package io.holdfast.image.medium;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MediumDriversTest {
  private static final String FILES =
      """
      usr/lib/modules/6.12/kernel/fs/isofs/isofs.ko.xz
      usr/lib/modules/6.12/kernel/drivers/block/loop.ko.zst
      """;
  private static final String DISC =
      """
      usr/lib/modules/6.12/kernel/drivers/scsi/sr_mod.ko
      usr/lib/modules/6.12/kernel/drivers/cdrom/cdrom.ko
      """;

  @Test
  void a_release_for_virtual_machines_starts_from_discs_only() {
    MediumDrivers drivers = MediumDrivers.in(FILES + DISC);
    assertThat(drivers.readDisc()).isTrue();
    assertThat(drivers.readStick()).isFalse();
  }

  @Test
  void a_hyphen_in_a_file_name_is_an_underscore_and_built_in_counts_too() {
    String builtIn = "kernel/drivers/scsi/sd_mod.ko\n";
    String module = "usr/lib/modules/6.12/kernel/drivers/usb/storage/usb-storage.ko.xz\n";
    MediumDrivers drivers = MediumDrivers.in(FILES + builtIn + module);
    assertThat(drivers.readDisc()).isFalse();
    assertThat(drivers.readStick()).isTrue();
  }

  @Test
  void without_the_drivers_for_its_file_system_a_medium_is_neither() {
    MediumDrivers drivers = MediumDrivers.in(DISC + "usr/lib/modules/6.12/modules.dep\n\n");
    assertThat(drivers.readDisc()).isFalse();
    assertThat(drivers.readStick()).isFalse();
  }
}
