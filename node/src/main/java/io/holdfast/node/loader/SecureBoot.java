package io.holdfast.node.loader;

import io.holdfast.node.disk.NodePaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the firmware makes of signatures, as it says itself (UEFI 2.10, section 3.3). */
public enum SecureBoot {
  /** It starts only what its keys have signed. */
  ENFORCED("enforced", "the firmware starts only what its keys have signed"),
  /** It has no platform key: it starts anything, and takes keys from whoever writes them. */
  SETUP("setup", "the firmware has no keys and starts anything"),
  /** It has keys and was told not to mind. */
  OFF("off", "the firmware starts anything"),
  /** It does not say: no UEFI firmware, or one without Secure Boot. */
  UNKNOWN("unknown", "the firmware does not say");

  private static final String GLOBAL = "-8be4df61-93ca-11d2-aa0d-00e098032b8c";

  /** Each variable's file begins with its attributes (Linux, efivarfs.rst). */
  private static final int ATTRIBUTES = 4;

  private final String written;
  private final String words;

  SecureBoot(String written, String words) {
    this.written = written;
    this.words = words;
  }

  /** Of a machine. What cannot be read is unknown. */
  public static SecureBoot of(NodePaths paths) {
    Path efivars = paths.sys().resolve("firmware/efi/efivars");
    if (isSet(efivars, "SecureBoot")) {
      return ENFORCED;
    }
    if (isSet(efivars, "SetupMode")) {
      return SETUP;
    }
    return Files.exists(efivars.resolve("SecureBoot" + GLOBAL)) ? OFF : UNKNOWN;
  }

  /** For people: half a sentence. */
  public String words() {
    return words;
  }

  /** For programs. */
  @Override
  public String toString() {
    return written;
  }

  private static boolean isSet(Path efivars, String name) {
    try {
      byte[] variable = Files.readAllBytes(efivars.resolve(name + GLOBAL));
      return variable.length == ATTRIBUTES + 1 && variable[ATTRIBUTES] == 1;
    } catch (IOException e) {
      return false;
    }
  }
}
