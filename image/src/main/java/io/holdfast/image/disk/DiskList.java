package io.holdfast.image.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The disks of a machine, for a person to choose from. Stateless. */
public final class DiskList {
  private DiskList() {}

  /**
   * Those with a medium in them. What they hold is not looked at: the installer does that, with
   * tools that are not there yet when somebody only asks.
   *
   * @param root below which sys, proc and dev are
   */
  public static List<DiskFacts> below(Path root) throws IOException, InterruptedException {
    ContentsProbe nobody = (place, size) -> new Contents.Unknown("nobody has looked");
    Disks disks =
        new SysfsDisks(root.resolve("sys"), root.resolve("proc"), root.resolve("dev"), nobody);
    return disks.all().stream().filter(disk -> disk.size().bytes() > 0).toList();
  }
}
