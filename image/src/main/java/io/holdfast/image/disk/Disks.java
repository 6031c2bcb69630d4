package io.holdfast.image.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The edge to the disks of this machine. Implementations are safe for use by several threads. */
public interface Disks {
  /** All disks that are hardware, or look so to the kernel, sorted by name. */
  List<DiskFacts> all() throws IOException, InterruptedException;

  /** Whether this path, with no link in it, is a block device. */
  boolean isBlockDevice(Path path) throws IOException;

  /**
   * The facts of one disk, hardware or not.
   *
   * @param device a block device, with no link in the path
   * @throws DiskRefusedException if it is a partition and no disk
   * @throws InstallFailedException if the kernel does not know it
   */
  DiskFacts of(Path device) throws DiskRefusedException, IOException, InterruptedException;
}
