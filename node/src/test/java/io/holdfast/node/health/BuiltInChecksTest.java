package io.holdfast.node.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.node.evidence.Culprit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuiltInChecksTest {
  private static final Instant BUILT = Instant.parse("2026-11-02T00:00:00Z");
  private static final CheckResult PASS = new CheckResult.Passed();

  @TempDir Path folder;

  @Test
  void the_agent_is_well_while_its_loop_goes_round_in_time() {
    FakePace pace = new FakePace();
    Heartbeat heartbeat = new Heartbeat(pace.now());
    AgentCheck check = new AgentCheck(heartbeat, Duration.ofSeconds(30), pace);

    pace.pass(Duration.ofSeconds(30));
    assertThat(check.run()).isEqualTo(PASS);
    pace.pass(Duration.ofSeconds(1));
    assertThat(outputOf(check.run()))
        .isEqualTo("the agent's loop has not gone round for 31 s; 30 s are allowed");
    heartbeat.beat(pace.now());
    assertThat(check.run()).isEqualTo(PASS);
  }

  @Test
  void a_clock_before_the_release_was_built_is_wrong() {
    assertThat(outputOf(clockAt(BUILT.minusSeconds(1)).run()))
        .contains("before this release was built");
    assertThat(clockAt(BUILT).run()).isEqualTo(PASS);
  }

  @Test
  void a_clock_ten_years_ahead_is_wrong() {
    assertThat(clockAt(BUILT.plus(ClockCheck.LATEST)).run()).isEqualTo(PASS);
    assertThat(outputOf(clockAt(BUILT.plus(ClockCheck.LATEST).plusSeconds(1)).run()))
        .contains("more than 10 years after");
  }

  @Test
  void a_mount_full_of_blocks_or_of_inodes_is_named() {
    // Free to users, all, free; inodes: all, free.
    assertThat(DisksCheck.judge("5 110 15 100 5 /var\n")).isEqualTo(PASS);
    assertThat(outputOf(DisksCheck.judge("499 10000 499 100 5 /var\n"))).contains("uses 96 %");
    assertThat(DisksCheck.judge("4 110 14 100 5 /var\n"))
        .isEqualTo(
            new CheckResult.Failed(
                new Culprit(Culprit.Kind.STORAGE, "/var is full"),
                "/var uses 96 % of its space, 95 % of its inodes\n95 % are allowed."));
    assertThat(outputOf(DisksCheck.judge("50 100 50 100 5 /a\n50 100 50 100 4 /my data\n")))
        .startsWith("/my data uses 50 % of its space, 96 % of its inodes");
  }

  @Test
  void a_file_system_without_a_fixed_number_of_inodes_or_blocks_is_not_full() {
    assertThat(DisksCheck.judge("50 100 50 0 0 /boot\n0 0 0 0 0 /proc\n")).isEqualTo(PASS);
  }

  @Test
  void disks_of_this_machine_can_be_asked() throws InterruptedException {
    assertThat(DisksCheck.of(List.of(Path.of("/proc"))).run()).isEqualTo(PASS);
    assertThat(DisksCheck.of(List.of()).run()).isEqualTo(PASS);
    assertThat(outputOf(DisksCheck.of(List.of(folder.resolve("gone"))).run())).contains("gone");
  }

  @Test
  void a_read_only_root_on_dm_verity_passes() throws IOException {
    assertThat(root("254:0", "ro,relatime", "CRYPT-VERITY-0123-root").run()).isEqualTo(PASS);
  }

  @Test
  void a_root_that_can_be_written_to_fails() throws IOException {
    assertThat(outputOf(root("254:0", "rw,relatime", "CRYPT-VERITY-0123-root").run()))
        .isEqualTo("/ can be written to: it is mounted with rw,relatime");
  }

  @Test
  void a_root_on_another_device_fails() throws IOException {
    assertThat(outputOf(root("254:0", "ro", "CRYPT-LUKS2-0123-root").run()))
        .isEqualTo("/ is on a device of CRYPT-LUKS2-0123-root, not dm-verity");
    assertThat(outputOf(root("8:1", "ro", "CRYPT-VERITY-0123-root").run()))
        .isEqualTo("/ is on 8:1, which is no device of dm-verity");
  }

  @Test
  void a_mount_laid_over_the_root_is_what_counts() throws IOException {
    RootCheck check = root("254:0", "ro", "CRYPT-VERITY-0123-root");
    String under = Files.readString(check.mountinfo());
    Files.writeString(
        check.mountinfo(), under + "90 1 0:44 / / rw - overlay overlay rw,lowerdir=/x\n");

    assertThat(outputOf(check.run())).contains("/ can be written to");
  }

  @Test
  void a_machine_that_does_not_say_what_its_root_is_fails() throws IOException {
    Path empty = Files.createFile(folder.resolve("empty"));
    assertThat(outputOf(new RootCheck(empty, folder).run())).contains("nothing is mounted at /");
    assertThat(outputOf(new RootCheck(folder.resolve("gone"), folder).run())).contains("gone");
  }

  private RootCheck root(String device, String options, String uuid) throws IOException {
    Path mountinfo = folder.resolve("mountinfo");
    Files.writeString(
        mountinfo,
        "21 1 0:20 / /proc rw,nosuid shared:5 - proc proc rw\n"
            + "28 1 "
            + device
            + " / / "
            + options
            + " shared:1 - erofs /dev/mapper/root ro\n"
            + "bad line\n");
    Path dm = Files.createDirectories(folder.resolve("254:0/dm"));
    Files.writeString(dm.resolve("uuid"), uuid + "\n");
    return new RootCheck(mountinfo, folder);
  }

  private static ClockCheck clockAt(Instant now) {
    return new ClockCheck(BUILT, () -> now);
  }

  private static String outputOf(CheckResult result) {
    return result instanceof CheckResult.Failed failed ? failed.output() : result.toString();
  }
}
