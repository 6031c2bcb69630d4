package io.holdfast.image.medium;

import io.holdfast.config.cloud.InstallOptions;
import io.holdfast.image.disk.InstallFailedException;
import io.holdfast.image.disk.Installer;
import io.holdfast.release.trust.ReleaseKey;
import io.holdfast.release.trust.TrustedKeys;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a medium is to do. A value.
 *
 * @param ending what becomes of the machine when it is installed
 * @param trusted whose signature the release must have
 * @param node what it is to install without being asked; null if a person is to be asked
 */
record InstallOrder(Ending ending, TrustedKeys trusted, @Nullable Node node) {
  /**
   * A node that is known beforehand.
   *
   * @param disk {@code auto}, or the kernel's name of a disk
   * @param configuration of the node
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared; written to the medium as it is.
  record Node(String disk, byte[] configuration) {}

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
   * As the configuration says, or, where there is none, as a person will say.
   *
   * @throws IllegalArgumentException if it names a disk as a medium cannot know it
   * @throws InstallFailedException if it is too large for a node
   */
  static InstallOrder of(NodeSetup setup, TrustedKeys trusted) throws InstallFailedException {
    return switch (setup) {
      case NodeSetup.Asked() -> new InstallOrder(Ending.SWITCH_OFF, trusted, null);
      case NodeSetup.Carried(byte[] configuration, InstallOptions options) -> {
        Installer.demandSmall(configuration);
        yield new InstallOrder(
            options.reboot() ? Ending.RESTART : Ending.SWITCH_OFF,
            trusted,
            new Node(knownDisk(options.device()), configuration));
      }
    };
  }

  private static String knownDisk(String disk) {
    if (!disk.equals(InstallOptions.DEFAULT.device()) && !disk.matches(KERNEL_NAME)) {
      throw new IllegalArgumentException(
          "The configuration says to install on "
              + disk
              + ", and a medium knows disks only by the kernel's names, such as /dev/nvme0n1."
              + " Give such a name as install.device, or 'auto' for the one empty disk.");
    }
    return disk;
  }

  /** The files by which the initrd is told, by path; without a configuration it asks. */
  Map<String, byte[]> files() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    if (node != null) {
      files.put(FOLDER + "/disk", (node.disk() + "\n").getBytes(StandardCharsets.UTF_8));
      files.put(FOLDER + "/node.yaml", node.configuration());
    }
    List<ReleaseKey> keys = trusted.keys();
    for (int i = 0; i < keys.size(); i++) {
      files.put(
          FOLDER + "/trust/" + (i + 1) + TrustedKeys.FILE_ENDING,
          keys.get(i).toPem().getBytes(StandardCharsets.UTF_8));
    }
    return files;
  }
}
