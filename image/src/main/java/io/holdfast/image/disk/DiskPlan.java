package io.holdfast.image.disk;

import io.holdfast.image.disk.PlannedPartition.Content;
import io.holdfast.release.layout.DiskLayout;
import io.holdfast.release.manifest.Manifest;
import io.holdfast.release.manifest.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The partitions of a node's disk, in their order. Immutable.
 *
 * @param disk the disk's size
 * @param partitions from the first to the last
 */
public record DiskPlan(ByteSize disk, List<PlannedPartition> partitions) {
  /** FAT32 needs 65,525 clusters: firmware did not start from one of 256 MiB. */
  static final ByteSize ESP = ByteSize.ofMib(512);

  /** What of the ESP's size files can take; the rest is the FAT's own and for small files. */
  static final ByteSize ESP_FOR_FILES = ByteSize.ofMib(490);

  /** As Kairos has it. */
  static final ByteSize OEM = ByteSize.ofMib(64);

  /** Less than this, and a node soon has no room for its journal. */
  static final ByteSize LEAST_PERSISTENT = ByteSize.ofMib(256);

  /** Smallest disk on which slots get room to grow. */
  static final ByteSize ROOMY_DISK = new ByteSize(8 * ByteSize.GIB);

  /** For the partition table at either end, and so that partitions begin at whole MiB. */
  private static final ByteSize DISK_END = ByteSize.ofMib(1);

  private static final ByteSize LEAST_ROOMY_SLOT = new ByteSize(ByteSize.GIB);
  private static final long ROOMY_STEP = 64 * ByteSize.MIB;
  private static final long TIGHT_STEP = 16 * ByteSize.MIB;
  private static final long VERITY_STEP = 8 * ByteSize.MIB;

  /** A SHA-256 tree over blocks of 4 KiB takes a little more than a 128th. */
  private static final long VERITY_SHARE = 100;

  /** What slots A and B hold, what recovery holds, and one more while an upgrade is written. */
  private static final int KERNEL_IMAGES = 3;

  /** Copies. */
  public DiskPlan {
    partitions = List.copyOf(partitions);
  }

  /**
   * The plan for a disk of this size.
   *
   * @throws DiskRefusedException if the disk is too small, a slot of the wished size cannot hold
   *     the release, or its kernel images do not fit the ESP
   */
  public static DiskPlan of(ByteSize disk, Manifest manifest, SlotSize wished)
      throws DiskRefusedException {
    ByteSize needed = needed(manifest, wished);
    if (disk.compareTo(needed) < 0) {
      throw new DiskRefusedException(
          "The disk is too small: it has "
              + disk
              + ", and "
              + manifest.name()
              + " "
              + manifest.version()
              + " needs "
              + inFull(needed)
              + ". Choose a larger disk or a smaller release.");
    }
    Slots slots = chosenSlots(disk, manifest, wished);
    return layOut(disk, manifest, slots);
  }

  /**
   * The smallest disk that will do.
   *
   * @throws DiskRefusedException if no disk would do, however large
   */
  public static ByteSize needed(Manifest manifest, SlotSize wished) throws DiskRefusedException {
    demandEspHolds(manifest);
    ByteSize slot =
        switch (wished) {
          case SlotSize.ByDisk() -> tightSlot(manifest);
          case SlotSize.Given(ByteSize root) -> demandHolds(root, manifest);
        };
    return total(manifest, new Slots(slot, tightSlot(manifest)));
  }

  /** The partition with this label; every plan has all of them. */
  PlannedPartition partition(String label) {
    return partitions.stream()
        .filter(partition -> partition.label().equals(label))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no plan has a partition " + label));
  }

  /**
   * The sizes of root partitions.
   *
   * @param turns of A and of B
   */
  private record Slots(ByteSize turns, ByteSize recovery) {}

  /**
   * Where there is room, recovery's slot grows, too, for it may be renewed with a later release.
   */
  private static Slots chosenSlots(ByteSize disk, Manifest manifest, SlotSize wished) {
    ByteSize tight = tightSlot(manifest);
    if (wished instanceof SlotSize.Given(ByteSize root)) {
      return new Slots(root.roundedUpTo(ByteSize.MIB), tight);
    }
    ByteSize roomy = roomySlot(manifest);
    if (disk.compareTo(ROOMY_DISK) >= 0) {
      for (Slots slots : List.of(new Slots(roomy, roomy), new Slots(roomy, tight))) {
        if (disk.compareTo(total(manifest, slots)) >= 0) {
          return slots;
        }
      }
    }
    return new Slots(tight, tight);
  }

  private static DiskPlan layOut(ByteSize disk, Manifest manifest, Slots slots) {
    String hash = manifest.rootHash().hex();
    ByteSize slot = slots.turns();
    List<PlannedPartition> all = new ArrayList<>();
    all.add(new PlannedPartition(DiskLayout.ESP, PartitionType.ESP, ESP, null, Content.LOADER));
    addSlot(all, "a", slot, manifest, DiskLayout.rootUuid(hash), DiskLayout.verityUuid(hash));
    addEmptySlot(all, slot, manifest);
    // Slot A has the UUIDs that follow from the root hash; two partitions with one UUID would leave
    // it to chance which of them is found. Recovery is found by its label.
    addSlot(all, "recovery", slots.recovery(), manifest, null, null);
    all.add(
        new PlannedPartition(
            DiskLayout.OEM, PartitionType.LINUX, OEM, null, Content.CONFIGURATION));
    ByteSize used = new ByteSize(2 * DISK_END.bytes());
    for (PlannedPartition partition : all) {
      used = used.plus(partition.size());
    }
    long rest = (disk.bytes() - used.bytes()) / ByteSize.MIB * ByteSize.MIB;
    all.add(
        new PlannedPartition(
            DiskLayout.PERSISTENT,
            PartitionType.LINUX,
            new ByteSize(rest),
            null,
            Content.PERSISTENT));
    return new DiskPlan(disk, all);
  }

  private static void addSlot(
      List<PlannedPartition> all,
      String slot,
      ByteSize root,
      Manifest manifest,
      @Nullable UUID rootUuid,
      @Nullable UUID verityUuid) {
    all.add(
        new PlannedPartition(
            DiskLayout.rootLabel(slot), PartitionType.ROOT, root, rootUuid, Content.ROOT));
    all.add(
        new PlannedPartition(
            DiskLayout.verityLabel(slot),
            PartitionType.ROOT_VERITY,
            verity(root, manifest),
            verityUuid,
            Content.VERITY));
  }

  private static void addEmptySlot(List<PlannedPartition> all, ByteSize root, Manifest manifest) {
    all.add(
        new PlannedPartition(
            DiskLayout.rootLabel("b"), PartitionType.ROOT, root, null, Content.NOTHING));
    all.add(
        new PlannedPartition(
            DiskLayout.verityLabel("b"),
            PartitionType.ROOT_VERITY,
            verity(root, manifest),
            null,
            Content.NOTHING));
  }

  private static ByteSize total(Manifest manifest, Slots slots) {
    ByteSize root = slots.turns().roundedUpTo(ByteSize.MIB);
    ByteSize sum = DISK_END.plus(DISK_END).plus(ESP).plus(OEM).plus(LEAST_PERSISTENT);
    for (ByteSize each : List.of(root, root, slots.recovery())) {
      sum = sum.plus(each).plus(verity(each, manifest));
    }
    return sum;
  }

  private static ByteSize roomySlot(Manifest manifest) {
    ByteSize twice = new ByteSize(2 * root(manifest)).roundedUpTo(ROOMY_STEP);
    return twice.compareTo(LEAST_ROOMY_SLOT) > 0 ? twice : LEAST_ROOMY_SLOT;
  }

  private static ByteSize tightSlot(Manifest manifest) {
    return new ByteSize(root(manifest) + root(manifest) / 4).roundedUpTo(TIGHT_STEP);
  }

  private static ByteSize verity(ByteSize root, Manifest manifest) {
    long share = Math.max(root.bytes() / VERITY_SHARE, manifest.part(Part.Kind.VERITY).size());
    return new ByteSize(share).roundedUpTo(VERITY_STEP);
  }

  private static long root(Manifest manifest) {
    return manifest.part(Part.Kind.ROOT).size();
  }

  private static ByteSize demandHolds(ByteSize slot, Manifest manifest)
      throws DiskRefusedException {
    if (slot.bytes() < root(manifest) || slot.bytes() > Part.MAX_SIZE) {
      throw new DiskRefusedException(
          "A slot cannot have "
              + slot
              + ": the root image has "
              + inFull(new ByteSize(root(manifest)))
              + ", and a slot at most "
              + new ByteSize(Part.MAX_SIZE)
              + ". Give another size, or none.");
    }
    return slot;
  }

  private static void demandEspHolds(Manifest manifest) throws DiskRefusedException {
    long files =
        KERNEL_IMAGES * manifest.part(Part.Kind.UKI).size()
            + manifest.part(Part.Kind.RECOVERY_UKI).size()
            + manifest.part(Part.Kind.LOADER).size();
    if (files > ESP_FOR_FILES.bytes()) {
      throw new DiskRefusedException(
          "The kernel images of this release do not fit the EFI system partition: with those of two"
              + " more releases they take "
              + new ByteSize(files)
              + ", and it holds "
              + ESP_FOR_FILES
              + ". Build the release with a smaller kernel or initrd.");
    }
  }

  /** Rounding down must not make the needed size look like the one that was too small. */
  private static String inFull(ByteSize size) {
    return size + " (" + size.bytes() + " bytes)";
  }
}
