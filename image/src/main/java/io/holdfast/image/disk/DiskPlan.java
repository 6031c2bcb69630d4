package io.holdfast.image.disk;

import io.holdfast.release.layout.DiskLayout;
import io.holdfast.release.manifest.Manifest;
import io.holdfast.release.manifest.Part;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which partitions a disk gets. A pure function of the disk's size and the release.
 *
 * @param diskSize in bytes
 * @param partitions in their order on the disk
 */
public record DiskPlan(long diskSize, List<Planned> partitions) {
  private static final long MIB = 1 << 20;
  private static final long GIB = 1 << 30;

  /** Below 320 MiB mkfs.fat makes a file system that firmware does not read as FAT32. */
  private static final long ESP = 512 * MIB;

  private static final long OEM = 64 * MIB;
  private static final long LEAST_PERSISTENT = 256 * MIB;

  /** Partition table, its copy at the end, and alignment. */
  private static final long OVERHEAD = 4 * MIB;

  /** From this size on, slots get room for releases twice as large as today's. */
  private static final long ROOMY_DISK = 8 * GIB;

  /**
   * A partition to be made.
   *
   * @param type as systemd-repart names it (repart.d(5))
   * @param label of the partition
   * @param size in bytes; 0 for all that is left
   * @param format of a file system to make; null where an image is copied or nothing is written
   * @param content which part of the release is copied there; null for none
   * @param uuid of the partition; null for a random one
   */
  public record Planned(
      String type,
      String label,
      long size,
      @Nullable String format,
      Part.@Nullable Kind content,
      @Nullable String uuid) {}

  /** Copies. */
  public DiskPlan {
    partitions = List.copyOf(partitions);
  }

  /**
   * Plans.
   *
   * @throws DiskRefusedException if the disk is too small; the message says how much is needed
   */
  public static DiskPlan of(long diskSize, Manifest manifest) throws DiskRefusedException {
    long root = manifest.part(Part.Kind.ROOT).size();
    long slot =
        diskSize >= ROOMY_DISK
            ? Math.max(GIB, roundUp(2 * root, 64 * MIB))
            : roundUp(root + root / 4, 16 * MIB);
    long tree = Math.max(8 * MIB, roundUp(slot / 100, 8 * MIB));
    long recovery = roundUp(root + root / 4, 16 * MIB);
    long recoveryTree = Math.max(8 * MIB, roundUp(recovery / 100, 8 * MIB));
    long needed =
        ESP + 2 * (slot + tree) + recovery + recoveryTree + OEM + LEAST_PERSISTENT + OVERHEAD;
    if (diskSize < needed) {
      throw new DiskRefusedException(
          String.format(
              Locale.ROOT,
              "The disk has %d MiB, and %s %s needs at least %d MiB. Choose a larger disk.",
              diskSize / MIB,
              manifest.name(),
              manifest.version(),
              (needed + MIB - 1) / MIB));
    }
    String hash = manifest.rootHash().hex();
    Part.Kind image = Part.Kind.ROOT;
    Part.Kind verity = Part.Kind.VERITY;
    return new DiskPlan(
        diskSize,
        List.of(
            new Planned("esp", DiskLayout.ESP, ESP, "vfat", null, null),
            root("a", slot, image, DiskLayout.rootUuid(hash).toString()),
            tree("a", tree, verity, DiskLayout.verityUuid(hash).toString()),
            root("b", slot, null, null),
            tree("b", tree, null, null),
            // Not found by its hash, for slot A has the same release; see the recovery UKI.
            root("recovery", recovery, image, null),
            tree("recovery", recoveryTree, verity, null),
            new Planned("linux-generic", DiskLayout.OEM, OEM, "ext4", null, null),
            new Planned("linux-generic", DiskLayout.PERSISTENT, 0, "ext4", null, null)));
  }

  private static Planned root(
      String slot, long size, Part.@Nullable Kind content, @Nullable String uuid) {
    return new Planned("root-x86-64", DiskLayout.rootLabel(slot), size, null, content, uuid);
  }

  private static Planned tree(
      String slot, long size, Part.@Nullable Kind content, @Nullable String uuid) {
    return new Planned(
        "root-x86-64-verity", DiskLayout.verityLabel(slot), size, null, content, uuid);
  }

  private static long roundUp(long size, long step) {
    return (size + step - 1) / step * step;
  }

  /** The plan as a table. */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (Planned planned : partitions) {
      String size = planned.size() == 0 ? "the rest" : planned.size() / MIB + " MiB";
      String what =
          planned.format() != null
              ? planned.format()
              : planned.content() == null ? "left empty" : planned.content().toString();
      text.append(String.format(Locale.ROOT, "  %-26s %10s  %s%n", planned.label(), size, what));
    }
    return text.toString();
  }
}
