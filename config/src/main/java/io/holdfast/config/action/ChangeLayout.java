package io.holdfast.config.action;

import io.holdfast.config.yaml.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Partitions added to a disk, and its last one grown. Sizes are in MiB; 0 is all that is free.
 *
 * @param device a block device, or {@code script://COMMAND} that prints one; empty if a label says
 * @param label of a file system or a partition on the disk; empty if a device says
 * @param expand the size that the last partition gets; null to leave it
 * @param initialize true to begin with an empty table
 * @param diskName what the identifier of a new table is made of; empty for the usual one
 */
public record ChangeLayout(
    String device,
    String label,
    boolean initialize,
    String diskName,
    @Nullable Long expand,
    List<Partition> added,
    Place place)
    implements Action {

  /** A partition to be added; one whose label is there already is left as it is. */
  public record Partition(
      String fileSystemLabel, String label, long mebibytes, String fileSystem, boolean bootable) {}

  /** Copies. */
  public ChangeLayout {
    added = List.copyOf(added);
  }

  @Override
  public String describe() {
    return "change the partitions of " + (device.isEmpty() ? "the disk with " + label : device);
  }
}
