package io.holdfast.config.cloud;

import io.holdfast.config.action.TargetPath;
import java.util.List;

/**
 * How a machine is to be installed.
 *
 * @param auto whether the installation medium begins without being asked
 * @param device a path below /dev, {@code auto} for the one disk that fits, or {@code script://}
 *     and a command, with which nothing can be installed
 * @param reboot whether the machine restarts afterwards; not together with {@code poweroff}
 * @param poweroff whether the machine is turned off afterwards
 * @param bindMounts folders that persist besides the standard ones
 * @param ephemeralMounts folders that can be written and are fresh at each boot
 * @param oem size of {@code COS_OEM}
 * @param persistent size of {@code COS_PERSISTENT}
 */
public record InstallOptions(
    boolean auto,
    String device,
    boolean reboot,
    boolean poweroff,
    List<PersistentFolder> bindMounts,
    List<TargetPath> ephemeralMounts,
    PartitionSize oem,
    PartitionSize persistent) {

  /** What a device begins with that a command would name; no installer takes it. */
  public static final String SCRIPT = "script://";

  /** Where nothing is declared: as Kairos has it. */
  public static final InstallOptions DEFAULT =
      new InstallOptions(
          false,
          "auto",
          false,
          false,
          List.of(),
          List.of(),
          new PartitionSize(64),
          PartitionSize.REST);

  /** Checks what must hold between them. */
  public InstallOptions {
    if (reboot && poweroff) {
      throw new IllegalArgumentException(
          "'reboot' and 'poweroff' cannot both be true; choose what follows the installation");
    }
    boolean isDisk = device.startsWith("/dev/") && !device.endsWith("/") && !device.contains("..");
    if (!device.equals("auto") && !isDisk && !device.startsWith(SCRIPT)) {
      throw new IllegalArgumentException("'device' must be 'auto' or a path below /dev");
    }
    if (oem.isRest() && persistent.isRest()) {
      throw new IllegalArgumentException("only one partition can take all that is left");
    }
    bindMounts = List.copyOf(bindMounts);
    ephemeralMounts = List.copyOf(ephemeralMounts);
  }
}
