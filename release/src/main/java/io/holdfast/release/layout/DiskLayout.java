package io.holdfast.release.layout;

import io.holdfast.release.Digest;
import java.util.UUID;

/**
 * The partitions and the paths on the EFI system partition. Labels are Kairos's where it has one,
 * so that its users' configurations mean the same here. Stateless.
 */
public final class DiskLayout {
  /** Label of the EFI system partition. */
  public static final String ESP = "COS_GRUB";

  /** Label of the partition with the configuration and the node's own state, mounted at /oem. */
  public static final String OEM = "COS_OEM";

  /** Label of the partition with what persists, mounted at /usr/local. */
  public static final String PERSISTENT = "COS_PERSISTENT";

  /** What the label of a slot's hash tree adds to the slot's own. */
  public static final String VERITY_SUFFIX = "-verity";

  /** Folder of unified kernel images on the EFI system partition. */
  public static final String UKI_FOLDER = "EFI/holdfast";

  /** Folder of loader entries on the EFI system partition (Boot Loader Specification, type 1). */
  public static final String ENTRY_FOLDER = "loader/entries";

  /** The loader's own settings on the EFI system partition. */
  public static final String LOADER_CONF = "loader/loader.conf";

  /** Where firmware looks for a loader that nobody has registered (UEFI 2.10, section 3.5.1.1). */
  public static final String LOADER = "EFI/BOOT/BOOTX64.EFI";

  /** Folder on the OEM partition that holds the node's state, marks and evidence. */
  public static final String NODE_FOLDER = "holdfast";

  /**
   * File in {@link #NODE_FOLDER} in which the installer tells the first start what it installed;
   * the node deletes it once its own state is saved.
   */
  public static final String INSTALLED_FILE = "installed.json";

  /**
   * Folder in {@link #NODE_FOLDER} with the signed manifests of what the slots hold, each named by
   * its digest.
   */
  public static final String MANIFEST_FOLDER = "manifests";

  /** Menu at zero, no editing of the command line, and only the entries that Holdfast wrote. */
  public static final String LOADER_CONF_TEXT =
      """
      timeout 0
      editor no
      auto-entries no
      auto-firmware no
      """;

  /** Where the loader looks for Secure Boot keys that it may enrol by itself (systemd-boot(7)). */
  public static final String SECURE_BOOT_FOLDER = "loader/keys/auto";

  /**
   * What {@link #LOADER_CONF_TEXT} is followed by where keys are to be enrolled. Firmware that
   * enforces some already is left alone.
   */
  public static final String LOADER_CONF_ENROLS = "secure-boot-enroll force\n";

  private static final int HALF = 32;
  private static final int UKI_NAME_LENGTH = 16;

  private DiskLayout() {}

  /**
   * The label of a slot's root partition.
   *
   * @param slot {@code a}, {@code b} or {@code recovery}
   */
  public static String rootLabel(String slot) {
    return "holdfast-" + slot;
  }

  /** The label of a slot's hash tree partition. */
  public static String verityLabel(String slot) {
    return rootLabel(slot) + VERITY_SUFFIX;
  }

  /**
   * The partition UUID by which a root image is found: the first 128 bits of its root hash
   * (Discoverable Partitions Specification, "Root Verity Partition").
   *
   * @param rootHash 64 hexadecimal digits
   */
  public static UUID rootUuid(String rootHash) {
    return uuid(rootHash.substring(0, HALF));
  }

  /** The partition UUID of its hash tree: the last 128 bits. */
  public static UUID verityUuid(String rootHash) {
    return uuid(rootHash.substring(rootHash.length() - HALF));
  }

  /** The path of a unified kernel image on the EFI system partition, named by its digest. */
  public static String ukiPath(Digest uki) {
    return UKI_FOLDER + "/" + uki.hex().substring(0, UKI_NAME_LENGTH) + ".efi";
  }

  private static UUID uuid(String digits) {
    return new UUID(
        Long.parseUnsignedLong(digits, 0, 16, 16), Long.parseUnsignedLong(digits, 16, 32, 16));
  }
}
