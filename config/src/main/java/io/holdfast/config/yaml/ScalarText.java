package io.holdfast.config.yaml;

import java.time.Duration;
import java.util.HexFormat;

/**
 * Values written as scalars, so that the getters of {@link YamlMapping} read back the same. Equal
 * values give equal bytes. Pure.
 */
public final class ScalarText {
  private ScalarText() {}

  /** Any text, double-quoted (YAML 1.2, 7.3.1), whose escapes can hold whatever it holds. */
  public static String text(String text) {
    StringBuilder out = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\t' -> out.append("\\t");
                default -> {
                  if (c >= ' ' && c < 0x7f) {
                    out.append((char) c);
                  } else {
                    out.append("\\U").append(HexFormat.of().toHexDigits(c));
                  }
                }
              }
            });
    return out.append('"').toString();
  }

  /** A duration, to the millisecond. */
  public static String duration(Duration duration) {
    long millis = duration.toMillis();
    return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
  }

  /** A number of bytes, in the largest unit of which it is a whole number. */
  public static String bytes(long bytes) {
    for (int i = ScalarForm.BYTE_UNITS.size(); i > 0 && bytes > 0; i--) {
      long unit = 1L << (ScalarForm.BYTE_UNIT_BITS * i);
      if (bytes % unit == 0) {
        return bytes / unit + ScalarForm.BYTE_UNITS.get(i - 1);
      }
    }
    return Long.toString(bytes);
  }
}
