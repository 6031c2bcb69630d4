package io.holdfast.lab.drill.run;

import io.holdfast.lab.drill.act.Breakage;
import io.holdfast.lab.drill.act.July2024;
import io.holdfast.lab.drill.node.InBackground;
import io.holdfast.lab.drill.node.UserFile;
import io.holdfast.release.Version;
import java.time.Duration;

/** What a drill types into the root shell of a node, as pure functions. */
final class GuestCommands {
  /** Exit code of a command that was refused on purpose. */
  static final int REFUSED = 3;

  /** What a change is told that arrives while another is on trial. */
  static final String WAITS = "in the queue";

  /** What the agent says when content has held. */
  static final String COMMITTING_CONTENT = "committing content";

  /** What it says when a configuration has. */
  static final String COMMITTING_CONFIGURATION = "committing configuration";

  /** What recovery says when it has written and armed a release. */
  static final String REPAIRED = "holdfast: restarting to try";

  /** Said right before a restart that the drill asks for. */
  static final String RESTARTING = "drill: restarting";

  /** Where the repository is mounted; the snapshot has it so already. */
  static final String MOUNT_REPOSITORY =
      """
      mountpoint -q /run/repo || {
        mkdir -p /run/repo
        mount -t erofs -o ro /dev/disk/by-id/virtio-disk1 /run/repo
      }
      """;

  /** The version that runs, without a start of the agent. */
  static final String VERSION = "sed -n 's/^IMAGE_VERSION=//p' /usr/lib/os-release";

  static final String STATUS = "holdfast status --json";

  /** What the consumer of content reads: the first line of each of its files names the version. */
  static final String RULES = "head -qn1 /var/lib/rules/rules.txt /var/lib/rules/till.txt";

  /** Which version of the extension is laid over the system. */
  static final String EXTENSION = "/usr/lib/" + July2024.EXTENSION + "/version";

  static final String EVIDENCE = "holdfast evidence";

  /** What the configuration that a node is installed with says, as the node has it. */
  static final String SAID =
      """
      hostname
      id -Gn ops
      cut -d' ' -f1,3 /home/ops/.ssh/authorized_keys
      stat -c '%a %U %G' /etc/demo/place
      cat /etc/demo/place; echo
      [ "$(cat /etc/demo/till)" = "till $(cut -c1-8 /etc/machine-id)" ] && echo 'its own till'
      ls -1 /etc/demo
      cat /run/demo-ready
      """;

  /** The same as it should be. */
  static final String AS_SAID =
      """
      edge-1
      ops sudo
      ssh-ed25519 ops@drill
      640 root ops
      hall 3
      its own till
      place
      till
      262144
      """;

  /** What the delivered configuration adds; nothing if it is not in effect. */
  static final String CONFIGURED = "cat /etc/demo-till 2>/dev/null || true";

  /** Names of network devices other than the machine's own loopback. */
  static final String NETWORK = "ls /sys/class/net | grep -vx lo || true";

  static final String RESTART = "echo '" + RESTARTING + "' >/dev/ttyS0; systemctl reboot";

  /** The other slot, before and after an upgrade of what was installed into slot a. */
  private static final String NEW_SLOT = "/dev/disk/by-partlabel/holdfast-b";

  private static final String OLD_SLOT = "/dev/disk/by-partlabel/holdfast-a";

  /**
   * In many places, so that a boot, which reads a fifth of the image, is sure to meet some. The
   * running root's size stands for that of any release here.
   */
  static final String DAMAGE = damage(NEW_SLOT);

  /** The same in the slot of what was installed. */
  static final String DAMAGE_OLD = damage(OLD_SLOT);

  /** Reads the whole running root from the disk. */
  static final String READ_ROOT =
      """
      echo 3 >/proc/sys/vm/drop_caches
      find /usr -xdev -type f -exec cat {} + >/dev/null
      """;

  /** What any system has that updates content in place: a folder that persists, and no more. */
  private static final String UNWATCHED = "/usr/local/rules";

  /** Wrong in what it does, and in nothing that can be read from it. */
  static final String BAD_CONFIGURATION =
      """
      set -e
      cat >/oem/96_proxy.yaml <<'END'
      #cloud-config
      stages:
        initramfs:
          - files:
              - path: /etc/systemd/system/demo-rules.service.d/proxy.conf
                permissions: 0644
                content: |
                  [Service]
                  ExecStart=
                  ExecStart=/usr/lib/demo/no-such-proxy
      END
      sync
      """;

  private static final String ALTER =
      "printf X | dd of=$uki bs=1 seek=$(($(stat -c %s $uki) / 2)) conv=notrunc status=none";

  /**
   * A PE header's entry for certificates is at 168 bytes from its signature (Microsoft PE format,
   * "Optional Header Data Directories").
   */
  private static final String STRIP =
      """
      header=$(od -An -tu4 -j60 -N4 $uki)
      dd if=/dev/zero of=$uki bs=1 seek=$((header + 168)) count=8 conv=notrunc status=none
      """;

  private GuestCommands() {}

  /** Does to the newest kernel image what whoever has the disk can do, by hand. */
  static String spoilKernel(Breakage.SpoiledKernel.Spoiled how) {
    return """
      set -e
      mkdir -p /run/esp
      mount /dev/disk/by-partlabel/COS_GRUB /run/esp
      uki=$(ls -1t /run/esp/EFI/holdfast/*.efi | head -n 1)
      %s
      sync
      umount /run/esp
      """
        .formatted(
            switch (how) {
              case ALTERED -> ALTER;
              case UNSIGNED -> STRIP;
              case FOREIGN -> "cp /run/repo/" + July2024.FOREIGN_UKI + " $uki";
            });
  }

  private static String damage(String slot) {
    return """
        set -e
        size=$(blockdev --getsize64 /dev/mapper/root)
        for i in $(seq 0 64); do
          dd if=/dev/urandom of=%s bs=65536 seek=$((size / 65536 * i / 65)) count=1 \
            conv=notrunc status=none
        done
        sync
        """
        .formatted(slot);
  }

  /**
   * Begins an upgrade that tells on the console how far it is, and returns at once: what becomes of
   * it is seen from outside, also when it ends with the machine.
   */
  static String beginUpgrade(Version version, boolean restart) {
    return InBackground.of(upgrade(version, restart));
  }

  /** The same with content. */
  static String beginContent(Version version) {
    return InBackground.of(content(version));
  }

  /** The same with the configuration. */
  static String beginConfiguration() {
    return InBackground.of(
        "holdfast config apply --from /run/repo --version " + July2024.CONFIGURATION);
  }

  /** The same with an extension. */
  static String beginExtension(Version version) {
    return InBackground.of(extension(version));
  }

  /** Offers what was offered before, to see it refused. */
  static String offerAgain(Breakage breakage) {
    return switch (breakage) {
      case Breakage.OfContent content -> content(content.version());
      case Breakage.Extension extension -> extension(extension.version()) + " --no-reboot";
      default -> upgrade(breakage.version(), false);
    };
  }

  private static String extension(Version version) {
    return "holdfast extension add %s --from /run/repo --version %s"
        .formatted(July2024.EXTENSION, version);
  }

  private static String content(Version version) {
    return contentFrom("/run/repo", version);
  }

  /** Offers content of one of {@link July2024#refusedContents}. */
  static String offerRefused(String name, Version version) {
    return contentFrom("/run/repo/" + July2024.REFUSED + "/" + name, version) + " 2>&1";
  }

  private static String contentFrom(String repository, Version version) {
    return "holdfast content apply %s --from %s --version %s"
        .formatted(July2024.CHANNEL, repository, version);
  }

  private static String upgrade(Version version, boolean restart) {
    return "holdfast upgrade --from /run/repo --version "
        + version
        + (restart ? "" : " --no-reboot");
  }

  /** Also the clock that runs while the machine is down. */
  static String setClockForward(Duration by) {
    return "date --set @$(($(date +%s) + " + (by.toSeconds() + 60) + ")) && hwclock --systohc";
  }

  /** What the channel would deliver, by hand, and the consumer told of it. */
  static String putUnwatched(Version version) {
    return """
        mkdir -p %1$s && printf '%%s\\n' '%2$s %3$s' 'Divide by nothing.' >%1$s/rules.txt && sync
        setsid systemctl reload demo-rules.service </dev/null >/dev/null 2>&1 &
        """
        .formatted(UNWATCHED, July2024.CHANNEL, version);
  }

  static String checkData(UserFile data) {
    return "sha256sum " + data.file() + " | cut -d' ' -f1";
  }
}
