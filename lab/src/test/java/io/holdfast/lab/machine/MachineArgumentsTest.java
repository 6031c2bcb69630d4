package io.holdfast.lab.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MachineArgumentsTest {
  private static final Path VARIABLES = Path.of("/w/variables.qcow2");
  private static final MachineSpec SPEC =
      MachineSpec.of(
          "m",
          VARIABLES,
          Disk.qcow2(Path.of("/w/top, with comma.qcow2"), Path.of("/c/base.qcow2")),
          Disk.readOnly(Path.of("/c/seed.img")));

  @Test
  void the_first_disk_boots_and_holds_the_snapshots() {
    MachineArguments arguments = arguments(SPEC);
    assertThat(arguments.words())
        .contains("virtio-blk-pci,drive=disk0,serial=disk0,bootindex=0")
        .contains("virtio-blk-pci,drive=disk1,serial=disk1,bootindex=1");
    assertThat(arguments.snapshotNodes()).containsExactly("disk0", "variables");
  }

  @Test
  void a_disc_lies_in_its_drive_and_is_only_read() {
    Path iso = Path.of("/c/medium.iso");
    MachineArguments arguments = arguments(MachineSpec.of("m", VARIABLES, Disk.disc(iso)));
    assertThat(arguments.words()).contains("ide-cd,drive=disk0,serial=disk0,bootindex=0");
    assertThat(arguments.reads()).containsExactly(iso);
  }

  @Test
  void a_machine_without_disks_holds_its_snapshots_in_the_variable_store() {
    assertThat(arguments(MachineSpec.of("m", VARIABLES)).snapshotNodes())
        .containsExactly("variables");
  }

  @Test
  void qemu_is_given_what_the_machine_reads_and_what_it_writes() {
    assertThat(arguments(SPEC).reads())
        .containsExactly(Path.of("/c/base.qcow2"), Path.of("/c/seed.img"));
    assertThat(arguments(SPEC).writes())
        .containsExactly(Path.of("/run/x"), VARIABLES, Path.of("/w/top, with comma.qcow2"));
  }

  @Test
  void a_comma_in_a_path_is_no_end() {
    MachineArguments arguments =
        new MachineArguments(SPEC, Acceleration.EMULATION, new MachineSockets(Path.of("/run/a,b")));
    assertThat(arguments.words())
        .contains("socket,id=control,path=/run/a,,b/control,server=on,wait=off")
        .anyMatch(word -> word.contains("\"/w/top, with comma.qcow2\""));
  }

  @Test
  void secure_boot_takes_its_own_firmware_and_protects_the_variables() {
    List<String> words = arguments(SPEC.with(MachineSpec.Firmware.SECURE_BOOT)).words();
    assertThat(words)
        .contains("driver=cfi.pflash01,property=secure,value=on")
        .anyMatch(word -> word.startsWith("q35,smm=on,"))
        .anyMatch(word -> word.contains("OVMF_CODE_4M.secboot.fd"));
  }

  @Test
  void network_and_tpm_are_there_only_when_wanted() {
    assertThat(arguments(SPEC).words())
        .noneMatch(word -> word.contains("virtio-net") || word.contains("tpm"));
    assertThat(
            arguments(SPEC.with(MachineSpec.Network.RESTRICTED).withTpm(Path.of("/w/tpm"))).words())
        .contains("user,id=network,restrict=on", "tpm-crb,tpmdev=tpm0");
  }

  @Test
  void a_web_folder_is_served_behind_an_address_of_its_own() {
    MachineSpec.Web web = new MachineSpec.Web(Path.of("/w/busybox"), Path.of("/w/it's, here"));
    MachineArguments arguments = arguments(SPEC.with(web));
    assertThat(arguments.words())
        .contains(
            "user,id=network,restrict=on,guestfwd=tcp:10.0.2.100:80-cmd:"
                + "'/w/busybox' httpd -i -h '/w/it'\\''s,, here'");
    assertThat(arguments.reads()).contains(web.program(), web.folder());
    assertThatThrownBy(() -> SPEC.with(MachineSpec.Network.WEB))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void flushes_can_be_left_out() {
    assertThat(arguments(SPEC.with(MachineSpec.Flushes.IGNORED)).words())
        .anyMatch(word -> word.contains("\"no-flush\" : true"))
        .noneMatch(word -> word.contains("\"no-flush\" : false"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a b", "A", "../x", "a,b", "0123456789012345678901234567890123456789x"})
  void a_name_that_could_break_a_path_or_an_option_is_refused(String name) {
    assertThatThrownBy(() -> MachineSpec.of(name, VARIABLES))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SPEC.from(name)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_machine_too_small_or_with_relative_paths_is_refused() {
    assertThatThrownBy(() -> SPEC.withMemory(64)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SPEC.withTpm(Path.of("tpm")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Disk.raw(Path.of("disk")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static MachineArguments arguments(MachineSpec spec) {
    return new MachineArguments(
        spec, Acceleration.EMULATION, new MachineSockets(Path.of("/run/x")));
  }
}
