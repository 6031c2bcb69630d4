package io.holdfast.release.layout;

import io.holdfast.release.Digest;

/**
 * A boot loader entry of type 1 (UAPI Boot Loader Specification) for one generation, and the file
 * names that systemd-boot's counting gives it (Automatic Boot Assessment).
 *
 * @param id the file's name without counter and ending
 * @param title what the menu shows
 * @param sortKey entries with a smaller one come first
 * @param order among equal sort keys the higher one comes first; the generation's number
 * @param uki digest of the unified kernel image to start
 */
public record LoaderEntry(String id, String title, String sortKey, int order, Digest uki) {
  /** The id of the entry that starts the recovery slot. */
  public static final String RECOVERY_ID = "holdfast-recovery";

  private static final String SORT_KEY = "holdfast";

  /** After everything else: recovery is what is left when nothing else boots. */
  private static final String RECOVERY_SORT_KEY = "zz-holdfast-recovery";

  private static final String ID_PREFIX = "holdfast-";

  /** Checks that no value can break out of its line. */
  public LoaderEntry {
    for (String value : new String[] {id, title, sortKey}) {
      if (value.isEmpty() || value.chars().anyMatch(c -> c < ' ')) {
        throw new IllegalArgumentException("a loader entry cannot hold '" + value + "'");
      }
    }
  }

  /** The entry of a generation. */
  public static LoaderEntry ofGeneration(int number, String title, Digest uki) {
    return new LoaderEntry(idOf(number), title, SORT_KEY, number, uki);
  }

  /**
   * The entry of the recovery slot.
   *
   * @param release name and version of what the slot holds
   */
  public static LoaderEntry ofRecovery(String release, Digest uki) {
    return new LoaderEntry(RECOVERY_ID, release + " (recovery)", RECOVERY_SORT_KEY, 0, uki);
  }

  /** The id of a generation's entry. */
  public static String idOf(int generation) {
    return ID_PREFIX + generation;
  }

  /** File name once it is settled: always eligible. */
  public String settledName() {
    return id + ".conf";
  }

  /** File name with one try left. */
  public String untriedName() {
    return id + "+1.conf";
  }

  /** File name after the loader used the one try: eligible only when nothing else is. */
  public String triedName() {
    return id + "+0-1.conf";
  }

  /** The file's text. */
  public String text() {
    return """
        title %s
        sort-key %s
        version %d
        efi /%s
        """
        .formatted(title, sortKey, order, DiskLayout.ukiPath(uki));
  }
}
