package io.holdfast.config.language;

import static io.holdfast.config.language.Forms.FLAG;
import static io.holdfast.config.language.Forms.TEXT;

import io.holdfast.config.disk.FileSystemKind;
import io.holdfast.config.language.Form.ListOf;
import io.holdfast.config.language.Form.Mapping;
import io.holdfast.config.language.Form.Text;
import java.util.List;

/** Partitions, of the step key {@code layout}. */
final class LayoutKeys {
  private static final Text DISK =
      Text.like(
          "((/dev/|script://).*)?", "no disk: write a path below /dev, or script:// and a command");

  private static final Text FILE_SYSTEM =
      Text.choice(FileSystemKind.words().toArray(String[]::new));

  private LayoutKeys() {}

  static Mapping layout() {
    Mapping device =
        Mapping.of(
            "a disk",
            List.of(
                Key.of("path", DISK, "/dev/sdb", "the disk itself"),
                Key.of("label", TEXT, "COS_PERSISTENT", "a file system's label on the disk"),
                Key.of("init_disk", FLAG, "true", "whether a new partition table is made")
                    .or("false"),
                Key.of("disk_name", TEXT, "data", "the name in the new partition table")));
    Mapping expand =
        Mapping.of(
            "a size",
            List.of(
                Key.of("size", Forms.MEBIBYTES, "0", "in MiB; 0 for all that is left").or("0")));
    Mapping partition =
        Mapping.of(
            "a partition",
            List.of(
                Key.of("fsLabel", TEXT, "DATA", "the file system's label"),
                Key.of("pLabel", TEXT, "data", "the partition's label"),
                Key.of("size", Forms.MEBIBYTES, "1024", "in MiB; 0 for all that is left").or("0"),
                Key.of("filesystem", FILE_SYSTEM, "ext4", "the file system").or("ext2"),
                Key.of("bootable", FLAG, "false", "whether firmware may start from it")
                    .or("false")));
    return Mapping.of(
        "a layout",
        List.of(
            Key.of("device", device, "{path: /dev/sdb}", "which disk"),
            Key.of(
                "expand_partition",
                expand,
                "{size: 0}",
                "how far the last partition is grown, with its file system"),
            Key.of(
                "add_partitions",
                new ListOf(partition),
                "[{fsLabel: DATA, size: 0, filesystem: ext4}]",
                "partitions to add")));
  }
}
