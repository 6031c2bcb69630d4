package io.holdfast.node.evidence;

import java.util.Comparator;

/**
 * One file of pstore. Linux names those in EFI variables {@code dmesg-efi_pstore-ID} (older
 * kernels: {@code dmesg-efi-ID}), where ID is (seconds since 1970 × 100 + part) × 1000 + count
 * (drivers/firmware/efi/efi-pstore.c, generic_id); other stores number theirs in another way. The
 * content begins with a line as {@code Panic#2 Part3} (fs/pstore/platform.c, pstore_dump): why, the
 * number of the dump in that boot, and which part, Part1 being the newest lines.
 *
 * @param file its name
 * @param seconds when it was written; 0 where the name does not say
 * @param dump its heading without the part: {@code Panic#2}
 * @param count the number of the dump in its boot, from 1
 * @param part from 1, the newest
 * @param body the lines after the heading
 */
record PstorePart(String file, long seconds, String dump, int count, int part, String body) {
  /** Parts of all dumps in the order in which kernels wrote them. */
  static final Comparator<PstorePart> AS_WRITTEN =
      Comparator.comparingLong(PstorePart::seconds)
          .thenComparingInt(PstorePart::count)
          .thenComparingInt(PstorePart::part)
          .thenComparing(PstorePart::file);

  private static final long COUNTS = 1000;
  private static final long PARTS = 100;

  /** Names of real kernels are far shorter; nine digits fit an int. */
  private static final int MAX_DIGITS = 9;

  static PstorePart parse(String file, String content) {
    long id = idIn(file);
    int part = (int) (id / COUNTS % PARTS);
    int count = (int) (id % COUNTS);
    int feed = content.indexOf('\n');
    String heading = (feed < 0 ? content : content.substring(0, feed)).strip();
    int hash = heading.indexOf('#');
    int partAt = heading.indexOf(" Part");
    if (hash <= 0 || partAt < hash) {
      // Damaged or of an unknown store: shown as it is, placed by its name.
      return new PstorePart(file, id / COUNTS / PARTS, file, count, part, content);
    }
    return new PstorePart(
        file,
        id / COUNTS / PARTS,
        heading.substring(0, partAt),
        numberAt(heading, hash + 1, count),
        numberAt(heading, partAt + " Part".length(), part),
        feed < 0 ? "" : content.substring(feed + 1));
  }

  /** True if this part belongs to the same dump as the one that was written before it. */
  boolean continues(PstorePart before) {
    return dump.equals(before.dump) && count == before.count && part > before.part;
  }

  private static long idIn(String file) {
    String digits = file.substring(file.lastIndexOf('-') + 1);
    int end = 0;
    while (end < digits.length() && digits.charAt(end) >= '0' && digits.charAt(end) <= '9') {
      end++;
    }
    if (end == 0 || end > 2 * MAX_DIGITS) {
      return 0;
    }
    return Long.parseLong(digits.substring(0, end));
  }

  private static int numberAt(String text, int from, int otherwise) {
    int end = from;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    if (end == from || end - from > MAX_DIGITS) {
      return otherwise;
    }
    return Integer.parseInt(text.substring(from, end));
  }
}
