package io.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.lab.machine.serial.ControlShell;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What root can do to the system of a running node. Each way that is refused and each that is not
 * stands in docs/immutable.md, too.
 */
@Tag("vm")
class ImmutableNodeTest {
  /**
   * A way to change the system; the script succeeds only if it was changed.
   *
   * @param name for messages
   * @param script for bash
   */
  private record Way(String name, String script) {}

  private static final String KEXEC = "kernel.kexec_load_disabled";

  private static final List<Way> REFUSED =
      List.of(
          new Way("write to /", "echo x >/changed"),
          new Way("write to a program", "echo x >>/usr/bin/holdfast"),
          new Way("add a program", "echo x >/usr/bin/changed"),
          new Way("remove a program", "rm -f /usr/bin/holdfast && ! test -e /usr/bin/holdfast"),
          new Way("remount / for writing", "mount -o remount,rw /; echo x >/usr/changed"),
          new Way("remount its mount alone", "mount -o remount,bind,rw /; echo x >/usr/changed"),
          new Way(
              "write through a bind mount",
              "mkdir -p /run/b && mount --bind / /run/b; mount -o remount,bind,rw /run/b;"
                  + " echo x >/run/b/usr/changed; test -e /usr/changed; r=$?;"
                  + " umount /run/b; exit $r"),
          new Way("change a file's attributes", "chattr +i /usr/bin/holdfast"),
          new Way("write through process 1's root", "echo x >/proc/1/root/usr/changed"),
          new Way(
              "make the verified device writable",
              "blockdev --setrw /dev/mapper/root; mount -o remount,rw /; echo x >/usr/changed"),
          new Way(
              "write to the verified device",
              "blockdev --setrw /dev/mapper/root; dd if=/dev/zero of=/dev/mapper/root bs=4096"
                  + " seek=16 count=1 conv=notrunc,fsync"),
          new Way("remove the verified device", "dmsetup remove root"),
          new Way(
              "put an unverified device in its place",
              "dmsetup reload root --readonly --table"
                  + " \"0 $(blockdev --getsz /dev/mapper/root) linear $DATA 0\";"
                  + " dmsetup table --inactive root | grep linear; r=$?;"
                  + " dmsetup clear root; exit $r"),
          new Way("allow kernels that the loader did not start", "sysctl -w " + KEXEC + "=0"),
          new Way(
              "mount the slot for writing",
              "mkdir -p /run/slot; mount -t erofs -o rw $(losetup -f --show $DATA) /run/slot;"
                  + " echo x >/run/slot/changed; r=$?; umount /run/slot; losetup -D; exit $r"));

  /** What root can do, and what a restart undoes. */
  private static final List<Way> UNTIL_RESTART =
      List.of(
          new Way(
              "a file mounted over a program",
              "echo changed >/run/fake && mount --bind /run/fake /usr/bin/holdfast &&"
                  + " grep -q ^changed$ /usr/bin/holdfast"),
          new Way(
              "an overlay over /usr",
              "mkdir -p /run/u /run/w && mount -t overlay"
                  + " -o lowerdir=/usr,upperdir=/run/u,workdir=/run/w overlay /usr &&"
                  + " echo x >/usr/changed && test -e /usr/changed"),
          new Way("a file in /etc", "echo x >/etc/changed && test -e /etc/changed"),
          new Way("a file in /var", "echo x >/var/lib/changed && test -e /var/lib/changed"));

  private static final String OWN_VIEW =
      """
      unshare --mount bash -ec '
        mkdir -p /run/own && mount -t tmpfs own /run/own && cd /run/own
        mkdir old usr && mount --rbind /usr usr
        for l in bin sbin lib lib64; do ln -s usr/$l $l; done
        pivot_root . old && echo x >/changed && test -e /changed'
      """;

  /** Verity for verity the kernel accepts; this one would let damage pass. It is not put to use. */
  private static final String OTHER_VERITY =
      "dmsetup reload root --readonly --table"
          + " \"$(dmsetup table root | sed s/panic_on_corruption/ignore_corruption/)\" &&"
          + " dmsetup table --inactive root | grep ignore_corruption && dmsetup clear root";

  /** The partition that the running root lies on. */
  private static final String FIND_DATA =
      "DATA=/dev/$(ls /sys/block/dm-0/slaves | while read -r p; do"
          + " grep -q '^PARTNAME=holdfast-a$' /sys/class/block/$p/uevent && echo $p; done); ";

  @TempDir private Path folder;

  @Test
  void root_cannot_change_what_is_signed_and_what_it_lays_over_it_goes_with_a_restart()
      throws Exception {
    try (LiveNode node = LiveNode.start("immutable", folder)) {
      String before = node.check("sha256sum </dev/mapper/root");
      List<String> changed = new ArrayList<>();
      for (Way way : REFUSED) {
        ControlShell.Result result = node.run(FIND_DATA + way.script());
        System.err.println(way.name() + ": " + result.exitCode() + " " + result.output().strip());
        if (result.succeeded()) {
          changed.add(way.name());
        }
      }
      assertThat(changed).as("ways in which root changed the system").isEmpty();
      node.check("! ls /changed /usr/changed /usr/bin/changed 2>/dev/null");
      assertThat(node.check("sha256sum </dev/mapper/root")).isEqualTo(before);
      assertThat(node.check("dmsetup status root")).endsWith("verity V");

      assertThat(node.check("sysctl -n " + KEXEC)).isEqualTo("1");

      node.check(OTHER_VERITY);
      node.check(OWN_VIEW);
      node.check("! test -e /changed");

      for (Way way : UNTIL_RESTART) {
        node.check(way.script());
      }
      node.restart("systemctl reboot");
      node.check(
          "! ls /usr/changed /etc/changed /var/lib/changed 2>/dev/null &&"
              + " ! grep -q ^changed$ /usr/bin/holdfast");
      assertThat(node.check("mount")).doesNotContain("/run/u", " on /boot ", " on /efi ");

      damageOneBlock(node);
    }
  }

  /** Nothing keeps root from the raw partition; but what it wrote there is never used. */
  private static void damageOneBlock(LiveNode node) throws Exception {
    node.crash(
        FIND_DATA
            + "dd if=/dev/urandom of=$DATA bs=1M seek=40 count=1 oflag=direct && sync &&"
            + " dd if=/dev/mapper/root of=/dev/null bs=1M skip=40 count=1 iflag=direct");
    assertThat(node.console()).anyMatch(line -> line.contains("dm-verity device corrupted"));
    // The other slot is empty on a node that was never upgraded, so recovery is what is left.
    assertThat(node.check("holdfast status")).contains("recovery");
  }
}
