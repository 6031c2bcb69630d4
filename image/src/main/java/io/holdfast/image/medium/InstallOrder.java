package io.holdfast.image.medium;

import io.holdfast.config.cloud.InstallOptions;
import io.holdfast.release.trust.ReleaseKey;
import io.holdfast.release.trust.TrustedKeys;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a medium is to do without being asked. A value.
 *
 * @param disk {@code auto}, or the kernel's name of a disk
 * @param ending what becomes of the machine when it is installed
 * @param trusted whose signature the release must have
 * @param configuration of the node
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; written to the medium as it is.
record InstallOrder(String disk, Ending ending, TrustedKeys trusted, byte[] configuration) {
  /** What becomes of a machine that is installed. */
  enum Ending {
    /** It is switched off, so that it does not start from the medium again. */
    SWITCH_OFF("switch-off"),
    /** It restarts; its firmware must prefer the disk to the medium. */
    RESTART("restart");

    private final String word;

    Ending(String word) {
      this.word = word;
    }

    /** As the medium's initrd reads it. */
    String word() {
      return word;
    }
  }

  /** Where the initrd finds it. */
  private static final String FOLDER = "order";

  /** Links to disks by other names are made by udev, which a medium does not have. */
  private static final String KERNEL_NAME = "/dev/[a-z0-9]+";

  /**
   * As the configuration says.
   *
   * @throws IllegalArgumentException if it names a disk as a medium cannot know it
   */
  static InstallOrder of(InstallOptions options, TrustedKeys trusted, byte[] configuration) {
    String disk = options.device();
    if (!disk.equals(InstallOptions.DEFAULT.device()) && !disk.matches(KERNEL_NAME)) {
      throw new IllegalArgumentException(
          "The configuration says to install on "
              + disk
              + ", and a medium knows disks only by the kernel's names, such as /dev/nvme0n1."
              + " Give such a name as install.device, or 'auto' for the one empty disk.");
    }
    return new InstallOrder(
        disk, options.reboot() ? Ending.RESTART : Ending.SWITCH_OFF, trusted, configuration);
  }

  /** The files by which the initrd is told, by path. */
  Map<String, byte[]> files() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put(FOLDER + "/disk", (disk + "\n").getBytes(StandardCharsets.UTF_8));
    files.put(FOLDER + "/node.yaml", configuration);
    List<ReleaseKey> keys = trusted.keys();
    for (int i = 0; i < keys.size(); i++) {
      files.put(
          FOLDER + "/trust/" + (i + 1) + TrustedKeys.FILE_ENDING,
          keys.get(i).toPem().getBytes(StandardCharsets.UTF_8));
    }
    return files;
  }
}
