package io.holdfast.image.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.config.cloud.PersistentFolder;
import io.holdfast.host.Command;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions of the initrd's script, in a folder instead of a root, with what would mount noted. */
class InitScriptTest {
  /** Where the script begins to act. */
  private static final String FIRST_CALL = "\nmount_kernel_folders\nload_drivers\n";

  private static final String STAND_INS =
      """
      say() { echo "say $*" >>$HERE/deeds; }
      mount() { echo "mount $*" >>$HERE/deeds; }
      sync() { echo sync >>$HERE/deeds; }
      feed_watchdog() { :; }
      ROOT=$HERE/root RUN=$HERE/run OEM=$HERE/run/oem NODE=$HERE/root/oem/holdfast persistent=/dev/p slot=
      """;

  @TempDir private Path here;

  @BeforeEach
  void make_a_root() throws IOException {
    for (String folder :
        List.of("root/oem/holdfast", "root/usr/local", "root/var/lib/app", "run")) {
      Files.createDirectories(here.resolve(folder));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/var/lib/app",
        "/home",
        "/srv/data",
        "/etc/app",
        "/etc.d",
        "/usrlocal",
        "/var/a_b@c+d-e.f",
        "/",
        "",
        "var/lib",
        "/etc",
        "/var",
        "/usr",
        "/usr/bin",
        "/oem",
        "/oem/x",
        "/run/a",
        "/proc",
        "/sys/a",
        "/dev",
        "/boot/a",
        "/efi",
        "/tmp/x",
        "/bin",
        "/lib64/x",
        "/sbin/a",
        "/var/../etc",
        "/var/./x",
        "/var/..",
        "/var/.",
        "/var/a,b",
        "/var/a:b",
        "/var/a b",
        "/var/a*",
        "/var/\\",
        "/var/$HOME",
        "/var/`id`",
        "/vär"
      })
  void the_initrd_lets_the_same_folders_persist_as_the_configuration(String path)
      throws IOException, InterruptedException {
    assertThat(runs("may_persist '" + path + "'")).isEqualTo(accepted(path));
  }

  @Test
  void a_link_never_persists_for_it_may_lead_anywhere() throws Exception {
    Files.createSymbolicLink(here.resolve("root/var/out"), Path.of("/run"));
    assertThat(runs("may_persist /var/out")).isFalse();
    assertThat(runs("may_persist /var/out/deeper")).isFalse();
    assertThat(runs("may_persist /var/outside")).isTrue();
  }

  @Test
  void a_listed_folder_is_mounted_once_and_a_wrong_line_costs_nothing_but_itself()
      throws Exception {
    Files.writeString(here.resolve("run/persistent"), "");
    Files.writeString(
        here.resolve("root/oem/holdfast/persistent"),
        "/usr/bin\n/var/lib/app\n\u0000\u001b[2J\n/var/lib/app/inner\n/var/lib\n/var/lib/app\n/etc/app");
    Files.createDirectories(here.resolve("root/etc"));

    assertThat(runs("keep_listed $NODE/persistent; echo on >>$HERE/deeds")).isTrue();

    String state = here + "/root/usr/local/.state";
    assertThat(deeds())
        .filteredOn(line -> !line.startsWith("say"))
        .containsExactly(
            "mount --bind " + state + "/var/lib/app " + here + "/root/var/lib/app", "on");
    assertThat(lines("run/persistent")).containsExactly("/var/lib/app");
    assertThat(lines("run/problems"))
        .containsExactly(
            "line 1 of /oem/holdfast/persistent is no folder that may persist",
            "line 3 of /oem/holdfast/persistent is no folder that may persist",
            "/var/lib cannot be kept: /var/lib/app in it is kept already");
  }

  @Test
  void a_folder_that_was_half_copied_when_the_power_went_is_copied_anew() throws Exception {
    Files.writeString(here.resolve("run/persistent"), "");
    Files.writeString(here.resolve("root/var/lib/app/whole"), "of the release");
    Path half = here.resolve("root/usr/local/.state/var/lib/app.new");
    Files.createDirectories(half);
    Files.writeString(half.resolve("half"), "");

    assertThat(runs("keep /var/lib/app")).isTrue();

    assertThat(here.resolve("root/usr/local/.state/var/lib/app"))
        .isDirectoryContaining(file -> file.endsWith("whole"))
        .isDirectoryNotContaining(file -> file.endsWith("half"));
  }

  @Test
  void a_reset_that_is_done_is_not_done_again() throws Exception {
    Files.writeString(here.resolve("root/oem/holdfast/reset"), "");

    assertThat(runs("mke2fs() { echo \"mke2fs $*\" >>$HERE/deeds; }; mount_what_persists"))
        .isTrue();

    assertThat(deeds().stream().filter(line -> !line.startsWith("say")))
        .containsExactly(
            "mount --move " + here + "/run/oem " + here + "/root/oem",
            "mke2fs -q -F -t ext4 -m 0 -L COS_PERSISTENT /dev/p",
            "sync",
            "sync",
            "mount -t ext4 -o noatime /dev/p " + here + "/root/usr/local");
    assertThat(here.resolve("root/oem/holdfast/reset")).doesNotExist();
  }

  @Test
  void a_reset_that_failed_or_was_cut_short_stays_due_and_the_boot_goes_on() throws Exception {
    Files.writeString(here.resolve("root/oem/holdfast/reset"), "");

    assertThat(runs("mke2fs() { return 1; }; mount_what_persists")).isTrue();

    assertThat(here.resolve("root/oem/holdfast/reset")).exists();
    assertThat(lines("run/problems"))
        .containsExactly(
            "COS_PERSISTENT cannot be made anew", "the next start tries the reset again");
    assertThat(deeds()).last().asString().startsWith("mount -t ext4 -o noatime /dev/p");
  }

  @Test
  void a_reset_that_keeps_data_forgets_what_the_system_keeps_alone() throws Exception {
    Files.writeString(here.resolve("root/oem/holdfast/reset"), "system\nasked for at noon\n");
    Path state = here.resolve("root/usr/local/.state");
    for (String kept : List.of("var/log", "etc/ssh", "holdfast/content", "home", "var/lib/app")) {
      Files.createDirectories(state.resolve(kept));
    }
    Files.writeString(here.resolve("root/oem/90_x.yaml"), "");

    assertThat(runs("mke2fs() { echo made >>$HERE/deeds; }; umount() { :; }; mount_what_persists"))
        .isTrue();

    assertThat(deeds()).doesNotContain("made");
    assertThat(state.resolve("home")).exists();
    assertThat(state.resolve("var/lib/app")).exists();
    assertThat(state.resolve("var/log")).doesNotExist();
    assertThat(state.resolve("holdfast")).doesNotExist();
    assertThat(here.resolve("root/oem/90_x.yaml")).exists();
    assertThat(here.resolve("root/oem/holdfast/reset")).doesNotExist();
  }

  @Test
  void a_reset_of_the_configuration_leaves_the_state() throws Exception {
    Files.writeString(here.resolve("root/oem/holdfast/reset"), "data configuration\n");
    Files.writeString(here.resolve("root/oem/holdfast/state.a"), "");
    Files.createDirectories(here.resolve("root/oem/holdfast/configurations/x"));
    Files.writeString(here.resolve("root/oem/90_x.yaml"), "");
    Files.createDirectories(here.resolve("root/usr/local/cloud-config"));

    assertThat(runs("mke2fs() { echo made >>$HERE/deeds; }; umount() { :; }; mount_what_persists"))
        .isTrue();

    assertThat(deeds()).contains("made");
    for (String gone :
        List.of("oem/90_x.yaml", "oem/holdfast/configurations", "usr/local/cloud-config")) {
      assertThat(here.resolve("root").resolve(gone)).doesNotExist();
    }
    assertThat(here.resolve("root/oem/holdfast/state.a")).exists();
    assertThat(here.resolve("root/oem/holdfast/reset")).doesNotExist();
  }

  @Test
  void recovery_does_a_reset_that_a_person_asked_for_and_mounts_no_data_otherwise()
      throws Exception {
    String call = "mke2fs() { echo made >>$HERE/deeds; }; slot=recovery; mount_what_persists";
    assertThat(runs(call)).isTrue();
    assertThat(deeds())
        .doesNotContain("made")
        .noneMatch(line -> line.contains("/dev/p"))
        .anyMatch(line -> line.contains("tmpfs") && line.endsWith("/home"));
    Files.writeString(here.resolve("root/oem/holdfast/reset"), "data\n");
    assertThat(runs(call)).isTrue();
    assertThat(deeds()).contains("made");
    assertThat(here.resolve("root/oem/holdfast/reset")).doesNotExist();
  }

  private static boolean accepted(String path) {
    try {
      return new PersistentFolder(path).value().equals(path);
    } catch (IllegalArgumentException refused) {
      return false;
    }
  }

  private boolean runs(String call) throws IOException, InterruptedException {
    String script = new String(InitScript.of("dracut/init.sh"), StandardCharsets.UTF_8);
    int end = script.indexOf(FIRST_CALL);
    assertThat(end).as("where the script begins to act").isPositive();
    Path file =
        Files.writeString(
            here.resolve("script"),
            script.substring(0, end) + "\nHERE=" + here + "\n" + STAND_INS + call + "\n");
    return Command.of("sh", file.toString()).run().exitCode() == 0;
  }

  private List<String> deeds() throws IOException {
    return lines("deeds");
  }

  private List<String> lines(String file) throws IOException {
    return Files.readAllLines(here.resolve(file));
  }
}
