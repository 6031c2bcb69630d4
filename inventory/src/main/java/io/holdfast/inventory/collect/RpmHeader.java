package io.holdfast.inventory.collect;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The header of an installed package (RPM, "Package format", "Header structure"), as its database
 * keeps it: two big-endian numbers (entries, bytes of data), an index of 16 bytes an entry (tag,
 * type, offset, count), and the data. Immutable.
 */
final class RpmHeader {
  static final int NAME = 1000;
  static final int VERSION = 1001;
  static final int RELEASE = 1002;
  static final int EPOCH = 1003;
  static final int VENDOR = 1011;
  static final int LICENSE = 1014;
  static final int ARCH = 1022;
  static final int SOURCE_RPM = 1044;
  static final int DIR_INDEXES = 1116;
  static final int BASE_NAMES = 1117;
  static final int DIR_NAMES = 1118;

  private static final int INT32 = 4;
  private static final int STRING = 6;
  private static final int STRING_ARRAY = 8;
  private static final int I18N_STRING = 9;

  private static final int INTRO = 8;
  private static final int ENTRY = 16;

  /** rpm's own limit of entries (hdrchkTags). */
  private static final int MAX_ENTRIES = 0xffff;

  private record Entry(int type, int offset, int count) {}

  private final ByteBuffer data;
  private final Map<Integer, Entry> entries = new HashMap<>();

  /**
   * Reads the index.
   *
   * @throws IllegalArgumentException if it does not fit into the bytes
   */
  RpmHeader(byte[] blob) {
    ByteBuffer buffer = ByteBuffer.wrap(blob);
    if (blob.length < INTRO) {
      throw new IllegalArgumentException("a header of " + blob.length + " bytes");
    }
    int count = buffer.getInt();
    int size = buffer.getInt();
    if (count < 0
        || count > MAX_ENTRIES
        || size < 0
        || INTRO + (long) count * ENTRY + size > blob.length) {
      throw new IllegalArgumentException(
          "a header of " + count + " entries and " + size + " bytes in " + blob.length);
    }
    for (int i = 0; i < count; i++) {
      int tag = buffer.getInt();
      entries.put(tag, new Entry(buffer.getInt(), buffer.getInt(), buffer.getInt()));
    }
    data = buffer.slice(INTRO + count * ENTRY, size);
  }

  /** The first string of a tag; empty if there is none. */
  String string(int tag) {
    List<String> strings = strings(tag, 1);
    return strings.isEmpty() ? "" : strings.getFirst();
  }

  /** The strings of a tag; none if there is no such tag. */
  List<String> strings(int tag) {
    return strings(tag, Integer.MAX_VALUE);
  }

  /** The numbers of a tag; none if there is no such tag. */
  int[] numbers(int tag) {
    Entry entry = entries.get(tag);
    if (entry == null || entry.type != INT32) {
      return new int[0];
    }
    if (entry.offset < 0
        || entry.count < 0
        || entry.offset + (long) entry.count * Integer.BYTES > data.limit()) {
      throw outside(tag);
    }
    int[] numbers = new int[entry.count];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = data.getInt(entry.offset + i * Integer.BYTES);
    }
    return numbers;
  }

  private List<String> strings(int tag, int most) {
    Entry entry = entries.get(tag);
    if (entry == null
        || !(entry.type == STRING || entry.type == STRING_ARRAY || entry.type == I18N_STRING)) {
      return List.of();
    }
    List<String> strings = new ArrayList<>();
    int at = entry.offset;
    for (int i = 0; i < Math.min(entry.count, most); i++) {
      int end = at;
      while (end >= 0 && end < data.limit() && data.get(end) != 0) {
        end++;
      }
      if (at < 0 || end >= data.limit()) {
        throw outside(tag);
      }
      byte[] bytes = new byte[end - at];
      data.get(at, bytes);
      strings.add(new String(bytes, StandardCharsets.UTF_8));
      at = end + 1;
    }
    return strings;
  }

  private static IllegalArgumentException outside(int tag) {
    return new IllegalArgumentException("tag " + tag + " lies outside of the header");
  }
}
