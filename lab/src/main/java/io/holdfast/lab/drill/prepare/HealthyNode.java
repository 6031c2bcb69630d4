package io.holdfast.lab.drill.prepare;

import io.holdfast.lab.drill.node.UserFile;
import io.holdfast.lab.machine.Disk;
import io.holdfast.lab.machine.MachineSpec;
import io.holdfast.release.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A node that was installed, booted, found healthy and given user data, and then saved as it ran.
 *
 * @param folder with its disk and its firmware's variables; not to be changed
 * @param repository the disk with the releases, which it sees read-only
 * @param firmware that it was installed for
 */
public record HealthyNode(Path folder, Path repository, MachineSpec.Firmware firmware) {
  /** Of the snapshot in the disk. */
  static final String SNAPSHOT = "healthy";

  static final String DISK = "disk.qcow2";
  static final String VARIABLES = "variables.qcow2";

  private static final String DATA = "data.sha256";
  private static final String DATA_FILE = "/home/ops/orders.db";

  /**
   * The machine for a copy of its files, from its snapshot.
   *
   * @param copies the folder with the copies
   */
  public MachineSpec machine(String name, Path copies) {
    return spec(name, copies, repository, firmware).from(SNAPSHOT);
  }

  static MachineSpec spec(
      String name, Path folder, Path repository, MachineSpec.Firmware firmware) {
    return MachineSpec.of(
            name,
            folder.resolve(VARIABLES),
            Disk.qcow2(folder.resolve(DISK)),
            Disk.readOnly(repository))
        .with(firmware)
        .with(MachineSpec.Network.NONE)
        // The host keeps its power; that of the machine is cut by ending QEMU.
        .with(MachineSpec.Flushes.IGNORED);
  }

  /** The user data on it. */
  public UserFile data() throws IOException {
    return new UserFile(DATA_FILE, new Digest(Files.readString(folder.resolve(DATA)).strip()));
  }

  static String dataFile() {
    return DATA_FILE;
  }

  static void noteData(Path folder, String digest) throws IOException {
    Files.writeString(folder.resolve(DATA), new Digest(digest).hex() + "\n");
  }
}
