package io.holdfast.config.disk;

import io.holdfast.config.action.ChangeLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is done to a disk so that it is as a configuration wants it. Empty if it is so already.
 *
 * @param initialize true to write a new table first
 * @param removed numbers of partitions that an earlier run began and did not finish
 * @param added in the order in which they lie on the disk
 * @param growth of the last partition; null if it stays as it is
 */
public record LayoutPlan(
    boolean initialize, List<Integer> removed, List<NewPartition> added, @Nullable Growth growth) {
  /**
   * The label of a partition until its file system is made: one that a loss of power left so holds
   * nothing of anybody's.
   */
  public static final String UNFINISHED = "unfinished by holdfast";

  /** Of the usual table. */
  private static final int MAX_PARTITIONS = 128;

  /** In UTF-16 units (UEFI 2.10, table 5-6). */
  private static final int MAX_LABEL = 36;

  /** Partitions that the installer makes, and a node finds by their labels. */
  private static final Set<String> OWN = Set.of("COS_GRUB", "COS_OEM", "COS_PERSISTENT");

  private static final String OWN_PREFIX = "holdfast-";

  /**
   * What can be made larger: the file system is, too. The empty one is a partition without a file
   * system.
   */
  private static final Set<String> GROWABLE = Set.of("ext2", "ext3", "ext4", "xfs", "btrfs", "");

  /** A partition to be made. Lengths are in sectors. */
  public record NewPartition(
      long start,
      long sectors,
      String label,
      FileSystemKind kind,
      String fileSystemLabel,
      boolean bootable) {
    /** The first sector behind it. */
    public long end() {
      return start + sectors;
    }
  }

  /**
   * A partition to be made larger.
   *
   * @param sectors what it has afterwards
   * @param content what is on it, and grown with it
   */
  public record Growth(int number, long sectors, String content) {}

  /** Copies. */
  public LayoutPlan {
    removed = List.copyOf(removed);
    added = List.copyOf(added);
  }

  /** True if all is as wanted. */
  public boolean isEmpty() {
    return !initialize && removed.isEmpty() && added.isEmpty() && growth == null;
  }

  /**
   * Decides. Partitions that are there are found by the label of the partition or of the file
   * system and left as they are; new ones come behind the last, each at a whole mebibyte. Only then
   * the last one is grown. Pure.
   *
   * @throws LayoutException if it cannot be
   */
  public static LayoutPlan of(DiskTable disk, ChangeLayout wanted) throws LayoutException {
    boolean initialize = isToInitialize(disk, wanted);
    if (!initialize && !disk.kind().equals(DiskTable.GPT)) {
      throw new LayoutException(
          disk.kind().isEmpty()
              ? "it has no partition table; say 'init_disk: true' to make one"
              : "it has a partition table of the kind "
                  + disk.kind()
                  + "; only GPT tables can be changed");
    }
    List<Integer> removed = new ArrayList<>();
    List<DiskPartition> there = new ArrayList<>();
    for (DiskPartition partition : disk.partitions()) {
      if (partition.label().equals(UNFINISHED)) {
        removed.add(partition.number());
      } else {
        there.add(partition);
      }
    }
    DiskTable kept =
        new DiskTable(disk.sectorBytes(), disk.sectors(), disk.kind(), disk.content(), there);
    List<NewPartition> added = added(kept, wanted);
    Long expand = wanted.expand();
    if (expand == null) {
      return new LayoutPlan(initialize, removed, added, null);
    }
    if (!added.isEmpty()) {
      return new LayoutPlan(initialize, removed, grownLast(kept, added, expand), null);
    }
    return new LayoutPlan(initialize, removed, added, growth(kept, expand));
  }

  private static boolean isToInitialize(DiskTable disk, ChangeLayout wanted)
      throws LayoutException {
    if (!wanted.initialize()) {
      return false;
    }
    if (disk.partitions().stream().anyMatch(partition -> isOwn(partition.label()))) {
      throw new LayoutException(
          "it holds Holdfast's own partitions and is not initialized; remove 'init_disk'");
    }
    if (disk.kind().isEmpty() && disk.content().isEmpty()) {
      return true;
    }
    if (disk.kind().equals(DiskTable.GPT) && disk.content().isEmpty()) {
      return false;
    }
    throw new LayoutException(
        "it is not initialized, because something is on it ("
            + (disk.content().isEmpty() ? disk.kind() : disk.content())
            + "); if nobody needs that, remove it with 'wipefs --all'");
  }

  private static boolean isOwn(String label) {
    return OWN.contains(label) || label.startsWith(OWN_PREFIX);
  }

  private static List<NewPartition> added(DiskTable disk, ChangeLayout wanted)
      throws LayoutException {
    long mebibyte = disk.mebibyteSectors();
    long at = up(disk.last().map(DiskPartition::end).orElse(mebibyte), mebibyte);
    List<NewPartition> added = new ArrayList<>();
    for (ChangeLayout.Partition wish : wanted.added()) {
      FileSystemKind kind = FileSystemKind.of(wish.fileSystem());
      check(wish, kind);
      if (isThere(wish, disk, added)) {
        continue;
      }
      if (isOwn(wish.label()) || wish.label().equals(UNFINISHED)) {
        throw new LayoutException(
            "the label " + wish.label() + " is Holdfast's own; choose another 'pLabel'");
      }
      long limit =
          wish.mebibytes() == 0 ? disk.usableEnd() / mebibyte * mebibyte : disk.usableEnd();
      long free = Math.max(0, limit - at);
      long sectors = wish.mebibytes() == 0 ? free : wish.mebibytes() * mebibyte;
      if (sectors > free || free < mebibyte) {
        throw new LayoutException(
            "partition "
                + name(wish)
                + " does not fit: "
                + (wish.mebibytes() == 0 ? "at least 1" : wish.mebibytes())
                + " MiB are wanted, and "
                + free / mebibyte
                + " MiB are free behind the last partition");
      }
      if (disk.partitions().size() + added.size() >= MAX_PARTITIONS) {
        throw new LayoutException("a disk has at most " + MAX_PARTITIONS + " partitions");
      }
      added.add(
          new NewPartition(
              at, sectors, wish.label(), kind, wish.fileSystemLabel(), wish.bootable()));
      at = up(at + sectors, mebibyte);
    }
    return added;
  }

  private static void check(ChangeLayout.Partition wish, FileSystemKind kind)
      throws LayoutException {
    if (wish.label().isEmpty() && (wish.fileSystemLabel().isEmpty() || kind.labelBytes() == 0)) {
      throw new LayoutException(
          "a partition to add has no label, and would be added again each time; give it a"
              + " 'pLabel'"
              + (kind.labelBytes() == 0 ? "" : " or 'fsLabel'"));
    }
    if (wish.label().length() > MAX_LABEL || !isPlain(wish.label())) {
      throw new LayoutException(
          "the label of a partition has at most "
              + MAX_LABEL
              + " characters and no quotes or backslashes; change the 'pLabel' of "
              + name(wish));
    }
    String label = wish.fileSystemLabel();
    if (kind != FileSystemKind.NONE
        && (label.getBytes(StandardCharsets.UTF_8).length > kind.labelBytes()
            || !isPlain(label)
            || label.startsWith("-"))) {
      throw new LayoutException(
          "the label of such a file system has at most "
              + kind.labelBytes()
              + " bytes, no quotes or backslashes, and does not begin with '-'; change the"
              + " 'fsLabel' of "
              + name(wish));
    }
  }

  private static boolean isPlain(String label) {
    return label.chars().noneMatch(c -> c < ' ' || c == 0x7f || c == '"' || c == '\\');
  }

  private static boolean isThere(
      ChangeLayout.Partition wish, DiskTable disk, List<NewPartition> added) {
    return disk.partitions().stream().anyMatch(p -> isOne(wish, p.label(), p.contentLabel()))
        || added.stream().anyMatch(p -> isOne(wish, p.label(), p.fileSystemLabel()));
  }

  private static boolean isOne(ChangeLayout.Partition wish, String label, String contentLabel) {
    return (!wish.label().isEmpty() && wish.label().equals(label))
        || (!wish.fileSystemLabel().isEmpty() && wish.fileSystemLabel().equals(contentLabel));
  }

  private static String name(ChangeLayout.Partition wish) {
    return wish.label().isEmpty() ? wish.fileSystemLabel() : wish.label();
  }

  /** A partition that is only now made is made that large. */
  private static List<NewPartition> grownLast(
      DiskTable disk, List<NewPartition> added, long mebibytes) throws LayoutException {
    NewPartition last = added.getLast();
    long sectors = grown(disk, last.start(), last.sectors(), mebibytes);
    List<NewPartition> grown = new ArrayList<>(added.subList(0, added.size() - 1));
    grown.add(
        new NewPartition(
            last.start(),
            sectors,
            last.label(),
            last.kind(),
            last.fileSystemLabel(),
            last.bootable()));
    return grown;
  }

  private static @Nullable Growth growth(DiskTable disk, long mebibytes) throws LayoutException {
    DiskPartition last =
        disk.last()
            .orElseThrow(() -> new LayoutException("there is no partition that could be grown"));
    long sectors = grown(disk, last.start(), last.sectors(), mebibytes);
    if (sectors == last.sectors()) {
      return null;
    }
    if (!GROWABLE.contains(last.content())) {
      throw new LayoutException(
          "its last partition, number "
              + last.number()
              + ", holds "
              + last.content()
              + ", which cannot be grown");
    }
    return new Growth(last.number(), sectors, last.content());
  }

  /** Never less than it has. */
  private static long grown(DiskTable disk, long start, long sectors, long mebibytes)
      throws LayoutException {
    long mebibyte = disk.mebibyteSectors();
    if (mebibytes == 0) {
      return Math.max(sectors, disk.usableEnd() / mebibyte * mebibyte - start);
    }
    long wanted = mebibytes * mebibyte;
    if (wanted > sectors && start + wanted > disk.usableEnd()) {
      throw new LayoutException(
          "its last partition cannot have "
              + mebibytes
              + " MiB: at most "
              + Math.max(sectors, disk.usableEnd() - start) / mebibyte
              + " MiB are there for it");
    }
    return Math.max(sectors, wanted);
  }

  private static long up(long sector, long unit) {
    return (sector + unit - 1) / unit * unit;
  }

  /** What will be done, a line each, for people. */
  public List<String> lines(DiskTable disk) {
    List<String> lines = new ArrayList<>();
    long mebibyte = disk.mebibyteSectors();
    if (initialize) {
      lines.add("a new GPT partition table");
    }
    for (Integer number : removed) {
      lines.add("without partition " + number + ", which an earlier run did not finish");
    }
    for (NewPartition partition : added) {
      lines.add(
          "a partition "
              + (partition.label().isEmpty() ? partition.fileSystemLabel() : partition.label())
              + " of "
              + partition.sectors() / mebibyte
              + " MiB from MiB "
              + partition.start() / mebibyte
              + " on"
              + (partition.kind() == FileSystemKind.NONE
                  ? ""
                  : ", with " + partition.kind().program()));
    }
    if (growth != null) {
      lines.add(
          "partition "
              + growth.number()
              + " grown to "
              + growth.sectors() / mebibyte
              + " MiB"
              + (growth.content().isEmpty() ? "" : ", with its " + growth.content()));
    }
    return lines;
  }
}
