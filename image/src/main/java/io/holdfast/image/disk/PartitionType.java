package io.holdfast.image.disk;

/**
 * What a partition is for, in GPT's terms (UEFI 2.10, section 5.3.3; Discoverable Partitions
 * Specification).
 */
public enum PartitionType {
  /** EFI system partition. */
  ESP("esp", "c12a7328-f81f-11d2-ba4b-00a0c93ec93b"),
  /** Root file system for x86-64. */
  ROOT("root-x86-64", "4f68bce3-e8cd-4db1-96e7-fbcaf984b709"),
  /** Hash tree of a root file system for x86-64. */
  ROOT_VERITY("root-x86-64-verity", "2c7357ed-ebd2-46d9-aec1-23d437ec2bf5"),
  /** Any Linux file system. */
  LINUX("linux-generic", "0fc63daf-8483-4772-8e79-3d69d8477de4");

  private final String word;
  private final String guid;

  PartitionType(String word, String guid) {
    this.word = word;
    this.guid = guid;
  }

  /** As systemd calls it (repart.d(5), Type=). */
  public String word() {
    return word;
  }

  /** As the partition table has it, in lower case. */
  public String guid() {
    return guid;
  }
}
