package io.holdfast.lab.drill.run;

import io.holdfast.lab.drill.node.UserFile;
import io.holdfast.release.Version;

/** What a drill types into the root shell of a node, as pure functions. */
final class GuestCommands {
  /** Beginning of the line that tells an upgrade's end. */
  static final String UPGRADE_ENDED = "drill: upgrade ended with exit code ";

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

  static final String EVIDENCE = "holdfast evidence";

  /** Names of network devices other than the machine's own loopback. */
  static final String NETWORK = "ls /sys/class/net | grep -vx lo || true";

  static final String RESTART = "echo '" + RESTARTING + "' >/dev/ttyS0; systemctl reboot";

  /** The other slot, before and after an upgrade of what was installed into slot a. */
  private static final String NEW_SLOT = "/dev/disk/by-partlabel/holdfast-b";

  /**
   * In many places, so that a boot, which reads a fifth of the image, is sure to meet some. The
   * running root's size stands for that of any release here.
   */
  static final String DAMAGE =
      """
      set -e
      size=$(blockdev --getsize64 /dev/mapper/root)
      for i in $(seq 1 64); do
        dd if=/dev/urandom of=%s bs=65536 seek=$((size / 65536 * i / 65)) count=1 \
          conv=notrunc status=none
      done
      sync
      """
          .formatted(NEW_SLOT);

  /** Reads the whole running root from the disk. */
  static final String READ_ROOT =
      """
      echo 3 >/proc/sys/vm/drop_caches
      find /usr -xdev -type f -exec cat {} + >/dev/null
      """;

  private GuestCommands() {}

  /**
   * Begins an upgrade that tells on the console how far it is, and returns at once: what becomes of
   * it is seen from outside, also when it ends with the machine.
   */
  static String beginUpgrade(Version version, boolean restart) {
    return """
        setsid sh -c '%s >/dev/ttyS0 2>&1; echo "%s$?" >/dev/ttyS0' \
          </dev/null >/dev/null 2>&1 &
        """
        .formatted(upgrade(version, restart), UPGRADE_ENDED);
  }

  /** An upgrade to its end, for one that is refused. */
  static String upgrade(Version version, boolean restart) {
    return "holdfast upgrade --from /run/repo --version "
        + version
        + (restart ? "" : " --no-reboot");
  }

  static String checkData(UserFile data) {
    return "sha256sum " + data.file() + " | cut -d' ' -f1";
  }
}
