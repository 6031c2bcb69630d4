package io.holdfast.config.disk;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a new partition is filled with, and the program that does it. */
public enum FileSystemKind {
  /** As the others of its family: a Linux file system. */
  EXT2("mkfs.ext2", "-q -F", "-L", 16, Types.LINUX),
  /** With a journal. */
  EXT3("mkfs.ext3", "-q -F", "-L", 16, Types.LINUX),
  /** The usual one. */
  EXT4("mkfs.ext4", "-q -F", "-L", 16, Types.LINUX),
  /** FAT with as many bits as fit the size. */
  FAT("mkfs.fat", "", "-n", 11, Types.BASIC_DATA),
  /** The same by another name. */
  VFAT("mkfs.fat", "", "-n", 11, Types.BASIC_DATA),
  /** FAT with 16 bits. */
  FAT16("mkfs.fat", "-F 16", "-n", 11, Types.BASIC_DATA),
  /** FAT with 32 bits. */
  FAT32("mkfs.fat", "-F 32", "-n", 11, Types.BASIC_DATA),
  /** A Linux file system for large files. */
  XFS("mkfs.xfs", "-q -f", "-L", 12, Types.LINUX),
  /** A Linux file system with snapshots. */
  BTRFS("mkfs.btrfs", "-q -f", "-L", 255, Types.LINUX),
  /** Space that memory is moved to. */
  SWAP("mkswap", "--force", "-L", 15, Types.SWAP),
  /** Nothing: whoever uses the partition fills it. */
  NONE("", "", "", 0, Types.LINUX);

  /** GUIDs of partition types (UEFI 2.10, 5.3.3, and the Discoverable Partitions Specification). */
  private static final class Types {
    static final String LINUX = "0FC63DAF-8483-4772-8E79-3D69D8477DE4";
    static final String SWAP = "0657FD6D-A4AB-43C4-84E5-0933C84B4F4F";
    static final String BASIC_DATA = "EBD0A0A2-B9E5-4433-87C0-68B6B72699C7";
    static final String EFI_SYSTEM = "C12A7328-F81F-11D2-BA4B-00A0C93EC93B";
  }

  /** What a configuration may say; the last four mean the same. */
  private static final List<String> WORDS =
      List.of(
          "ext2",
          "ext3",
          "ext4",
          "fat",
          "vfat",
          "fat16",
          "fat32",
          "xfs",
          "btrfs",
          "swap",
          "noformat",
          "none",
          "-",
          "");

  private final String program;
  private final String options;
  private final String labelOption;
  private final int labelBytes;
  private final String type;

  FileSystemKind(String program, String options, String labelOption, int labelBytes, String type) {
    this.program = program;
    this.options = options;
    this.labelOption = labelOption;
    this.labelBytes = labelBytes;
    this.type = type;
  }

  /** Every word that a configuration may say. */
  public static List<String> words() {
    return WORDS;
  }

  /**
   * The kind that one of the {@link #words} names.
   *
   * @throws IllegalArgumentException for any other
   */
  public static FileSystemKind of(String word) {
    return switch (word) {
      case "noformat", "none", "-" -> NONE;
      // As in Kairos.
      case "" -> EXT2;
      default -> valueOf(word.toUpperCase(Locale.ROOT));
    };
  }

  /** The program that makes one; empty for none. */
  public String program() {
    return program;
  }

  /** How many bytes its label may have; 0 if it has none. */
  public int labelBytes() {
    return labelBytes;
  }

  /** True if firmware looks for its own programs on one. */
  public boolean isFat() {
    return type.equals(Types.BASIC_DATA);
  }

  /** The type of a partition with it, a GUID. */
  public String partitionType(boolean bootable) {
    return bootable && isFat() ? Types.EFI_SYSTEM : type;
  }

  /** The command that makes one on a device. */
  public List<String> command(String label, String device) {
    List<String> words = new ArrayList<>();
    words.add(program);
    if (!options.isEmpty()) {
      words.addAll(List.of(options.split(" ")));
    }
    if (!label.isEmpty()) {
      words.add(labelOption);
      words.add(label);
    }
    words.add(device);
    return words;
  }
}
