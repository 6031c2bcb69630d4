package io.holdfast.config.cloud;

import io.holdfast.config.action.Action;
import io.holdfast.config.action.ChangeLayout;
import io.holdfast.config.disk.FileSystemKind;
import io.holdfast.config.yaml.YamlMapping;
import java.util.List;
import java.util.Optional;

/** Reads what a step wants of a disk. */
final class LayoutReader {
  private static final long MAX_MEBIBYTES = PartitionSize.MAX_MEBIBYTES;

  private LayoutReader() {}

  /** Nothing without a device, as in Kairos. */
  static Optional<Action> read(YamlMapping layout) {
    layout.allowOnly("device", "expand_partition", "add_partitions");
    YamlMapping device = layout.optionalMapping("device").orElse(null);
    List<ChangeLayout.Partition> added =
        layout
            .optionalSequence("add_partitions")
            .map(list -> list.read(LayoutReader::partition))
            .orElse(List.of());
    Long expand =
        layout
            .optionalMapping("expand_partition")
            .map(
                mapping -> {
                  mapping.allowOnly("size");
                  return mapping.number("size", 0, MAX_MEBIBYTES, 0);
                })
            .orElse(null);
    if (device == null) {
      return Optional.empty();
    }
    device.allowOnly("path", "label", "init_disk", "disk_name");
    String path = device.text("path", "");
    String label = device.text("label", "");
    String diskName = device.text("disk_name", "");
    boolean initialize = device.flag("init_disk", false);
    if (!path.isEmpty() && !path.startsWith("/dev/") && !path.startsWith(InstallOptions.SCRIPT)) {
      device.problemWith("path", "write a path below /dev, or script:// and a command");
    }
    if (path.isEmpty() && label.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new ChangeLayout(path, label, initialize, diskName, expand, added, layout.place()));
  }

  private static ChangeLayout.Partition partition(YamlMapping partition) {
    partition.allowOnly("fsLabel", "size", "pLabel", "filesystem", "bootable");
    String fileSystem = partition.text("filesystem", "ext2");
    if (!FileSystemKind.words().contains(fileSystem)) {
      partition.problemWith(
          "filesystem",
          "write one of " + String.join(", ", FileSystemKind.words()).replaceAll(", $", ""));
    }
    return new ChangeLayout.Partition(
        partition.text("fsLabel", ""),
        partition.text("pLabel", ""),
        partition.number("size", 0, MAX_MEBIBYTES, 0),
        fileSystem,
        partition.flag("bootable", false));
  }
}
