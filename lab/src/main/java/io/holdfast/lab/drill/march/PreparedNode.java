package io.holdfast.lab.drill.march;

import io.holdfast.lab.machine.Disk;
import io.holdfast.lab.machine.MachineSpec;
import java.nio.file.Path;

/**
 * A node with its past, saved as it ran.
 *
 * @param node which
 * @param folder with its disk and its firmware's variables; not to be changed
 * @param medium in its socket, which it sees read-only
 */
record PreparedNode(March2024.Node node, Path folder, Path medium) {
  static final String SNAPSHOT = "saved";
  static final String DISK = "disk.qcow2";
  static final String VARIABLES = "variables.qcow2";

  /**
   * The machine for a copy of its files, from its snapshot.
   *
   * @param copies the folder with the copies
   * @param web what it sees by HTTP
   */
  MachineSpec machine(Path copies, MachineSpec.Web web) {
    return spec(node, copies, medium, web).from(SNAPSHOT);
  }

  static MachineSpec spec(March2024.Node node, Path folder, Path medium, MachineSpec.Web web) {
    return MachineSpec.of(
            node.name(),
            folder.resolve(VARIABLES),
            Disk.qcow2(folder.resolve(DISK)),
            Disk.readOnly(medium))
        .with(web)
        .with(MachineSpec.Flushes.IGNORED);
  }
}
