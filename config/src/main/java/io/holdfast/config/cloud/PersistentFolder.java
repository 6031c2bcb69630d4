package io.holdfast.config.cloud;

import io.holdfast.config.action.TargetPath;
import io.holdfast.config.yaml.Quoted;
import java.util.Set;

/**
 * A folder whose content outlives the boot, for example {@code /var/lib/app}. The initrd checks the
 * same of every line that it reads: see {@code may_persist} in its script.
 *
 * @param value its path
 */
public record PersistentFolder(String value) {
  /** At the root: what is signed, what the machine fills anew, and what persists already. */
  private static final Set<String> CLOSED =
      Set.of(
          "bin", "boot", "dev", "efi", "lib", "lib32", "lib64", "libx32", "oem", "proc", "run",
          "sbin", "sys", "tmp", "usr");

  /** Fresh at each boot as a whole, so that nothing in them stays by accident. */
  private static final Set<String> WHOLE = Set.of("/etc", "/var");

  /** Besides letters and digits. A comma or a colon would be a part of a mount option. */
  private static final String OTHER_CHARACTERS = "/._@+-";

  /** Checks and tidies. */
  public PersistentFolder {
    TargetPath path = new TargetPath(value);
    value = path.value();
    if (!value.chars().allMatch(PersistentFolder::mayBeInName)) {
      throw new IllegalArgumentException(
          Quoted.of(value)
              + " cannot persist: its name may hold letters, digits and '._@+-' alone");
    }
    if (WHOLE.contains(value)) {
      throw new IllegalArgumentException(
          Quoted.of(value) + " is fresh at each boot; name the folders in it that shall persist");
    }
    String first = path.names().getFirst();
    if (CLOSED.contains(first)) {
      throw new IllegalArgumentException(
          Quoted.of(value)
              + " cannot persist: what is in '/"
              + first
              + "' is the release's, the machine's own, or persists already");
    }
  }

  @Override
  public String toString() {
    return value;
  }

  private static boolean mayBeInName(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || OTHER_CHARACTERS.indexOf(c) >= 0;
  }
}
