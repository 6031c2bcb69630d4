package io.holdfast.image.disk;

import io.holdfast.image.disk.PlannedPartition.Content;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The plan of a disk as systemd-repart reads it: a file for each partition, in the order of their
 * names (repart.d(5)). Stateless.
 */
final class RepartDefinitions {
  private RepartDefinitions() {}

  /** The files' texts by their names. */
  static Map<String, String> of(DiskPlan plan, Staging staged) {
    Map<String, String> files = new LinkedHashMap<>();
    for (PlannedPartition partition : plan.partitions()) {
      String name = "%02d-%s.conf".formatted(10 + files.size(), partition.label());
      files.put(name, text(partition, staged));
    }
    return files;
  }

  private static String text(PlannedPartition partition, Staging staged) {
    StringBuilder text = new StringBuilder("[Partition]\n");
    line(text, "Type", partition.type().word());
    line(text, "Label", partition.label());
    if (partition.uuid() != null) {
      line(text, "UUID", partition.uuid().toString());
    }
    line(text, "SizeMinBytes", Long.toString(partition.size().bytes()));
    line(text, "SizeMaxBytes", Long.toString(partition.size().bytes()));
    switch (partition.content()) {
      case LOADER -> format(text, "vfat", staged.esp());
      case CONFIGURATION -> format(text, "ext4", staged.oem());
      case PERSISTENT -> line(text, "Format", "ext4");
      case ROOT, VERITY ->
          line(text, "CopyBlocks", escape(staged.image(partition.content() == Content.ROOT)));
      case NOTHING -> {}
    }
    return text.toString();
  }

  private static void format(StringBuilder text, String type, Path folder) {
    line(text, "Format", type);
    line(text, "CopyFiles", escape(folder) + ":/");
  }

  private static void line(StringBuilder text, String key, String value) {
    text.append(key).append('=').append(value).append('\n');
  }

  /**
   * A path such that nothing in it is read as a specifier (systemd.unit(5), "SPECIFIERS").
   *
   * @throws IllegalArgumentException for a path that a definition cannot hold
   */
  private static String escape(Path path) {
    String text = path.toString();
    if (text.chars().anyMatch(c -> c < ' ' || c == ':' || c == '\\')) {
      throw new IllegalArgumentException(
          "The work folder "
              + path
              + " has a colon, a backslash or a control character in its path. Choose another.");
    }
    return text.replace("%", "%%");
  }
}
