package io.holdfast.node.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Which boot of a machine: the kernel's random identifier, as {@code
 * /proc/sys/kernel/random/boot_id} gives it and the journal knows it (sd-id128(3)).
 *
 * @param hex 32 lower-case hexadecimal digits, without dashes
 */
public record BootId(String hex) {
  private static final int LENGTH = 32;
  private static final Path OF_THIS_BOOT = Path.of("/proc/sys/kernel/random/boot_id");

  /** Checks length and digits. */
  public BootId {
    boolean right = hex.length() == LENGTH;
    for (int i = 0; right && i < LENGTH; i++) {
      char c = hex.charAt(i);
      right = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }
    if (!right) {
      throw new IllegalArgumentException(
          "'" + PlainText.line(hex, 2 * LENGTH) + "' is no boot id: it must have 32 digits");
    }
  }

  /** Reads either way of writing, with dashes or without. */
  public static BootId parse(String text) {
    return new BootId(text.strip().replace("-", ""));
  }

  /** The boot that is running. */
  public static BootId current() throws IOException {
    return parse(Files.readString(OF_THIS_BOOT));
  }

  @Override
  public String toString() {
    return hex;
  }
}
