package io.holdfast.config.facts;

/**
 * What the firmware says of the memory's modules (SMBIOS 3.8, 7.18: structures of type 17). Pure.
 *
 * @param megabytes all modules together, or 0
 * @param speed of the first that says it, in MT/s, or 0
 */
record MemoryTable(long megabytes, long speed) {
  private static final int MODULE = 17;
  private static final int END = 127;

  private static final int SIZE = 0x0c;
  private static final int SPEED = 0x15;
  private static final int LARGE_SIZE = 0x1c;

  /** The size is in another field. */
  private static final int LARGE = 0x7fff;

  private static final int UNKNOWN = 0xffff;
  private static final int KILOBYTES = 0x8000;

  static MemoryTable read(byte[] table) {
    long megabytes = 0;
    long speed = 0;
    int at = 0;
    while (at + 4 <= table.length && (table[at] & 0xff) != END) {
      int length = table[at + 1] & 0xff;
      if (length < 4 || at + length > table.length) {
        break;
      }
      if ((table[at] & 0xff) == MODULE && length > SPEED + 1) {
        int size = word(table, at + SIZE);
        if (size == LARGE && length >= LARGE_SIZE + 4) {
          megabytes += word(table, at + LARGE_SIZE) | (long) word(table, at + LARGE_SIZE + 2) << 16;
        } else if (size != UNKNOWN && (size & KILOBYTES) == 0) {
          megabytes += size;
        }
        speed = speed == 0 && size != 0 ? word(table, at + SPEED) : speed;
      }
      at = afterTexts(table, at + length);
    }
    return new MemoryTable(megabytes, speed);
  }

  /** Behind each structure stand its texts, and two zeroes. */
  private static int afterTexts(byte[] table, int from) {
    int at = from;
    while (at + 1 < table.length && (table[at] != 0 || table[at + 1] != 0)) {
      at++;
    }
    return at + 2;
  }

  private static int word(byte[] table, int at) {
    return (table[at] & 0xff) | (table[at + 1] & 0xff) << 8;
  }
}
