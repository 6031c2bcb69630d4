package io.holdfast.node.loader;

import io.holdfast.node.disk.NodePaths;
import io.holdfast.node.trial.Booted;
import io.holdfast.release.layout.LoaderEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What systemd-boot left in EFI variables (Boot Loader Interface,
 * systemd.io/BOOT_LOADER_INTERFACE).
 *
 * @param efivars where efivarfs is mounted
 */
public record LoaderVariables(Path efivars) {
  private static final String VENDOR = "-4a67b082-0a4c-41cf-b6c7-440b29bb8c4f";

  /** Each variable's file begins with its attributes (Linux, efivarfs.rst). */
  private static final int ATTRIBUTES = 4;

  /** Non-volatile, at boot and at run time (UEFI Specification, 8.2, GetVariable). */
  private static final byte KEPT_AND_SEEN_EVERYWHERE = 7;

  private static final String GENERATION_PREFIX = "holdfast-";
  private static final String ENDING = ".conf";

  /** Those of a machine. */
  public static LoaderVariables of(NodePaths paths) {
    return new LoaderVariables(paths.sys().resolve("firmware/efi/efivars"));
  }

  /**
   * What was booted.
   *
   * @throws IOException if the loader does not say, or it was no entry of Holdfast's
   */
  public Booted booted() throws IOException {
    String entry = read("LoaderEntrySelected");
    Booted booted = entry == null ? null : bootedFrom(entry);
    if (booted == null) {
      throw new IOException(
          "The boot loader does not say which of Holdfast's entries it booted, but '"
              + entry
              + "'. Was the machine started past the loader?");
    }
    return booted;
  }

  /** What an entry's name means, with or without a counter; null if it is none of Holdfast's. */
  public static @Nullable Booted bootedFrom(String entry) {
    String name = entry.endsWith(ENDING) ? entry.substring(0, entry.length() - 5) : entry;
    int plus = name.indexOf('+');
    if (plus >= 0) {
      name = name.substring(0, plus);
    }
    if (name.equals(LoaderEntry.RECOVERY_ID)) {
      return new Booted.InRecovery();
    }
    if (!name.startsWith(GENERATION_PREFIX)) {
      return null;
    }
    try {
      return new Booted.ByEntry(Integer.parseInt(name.substring(GENERATION_PREFIX.length())));
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /**
   * Has the loader start recovery at the next start, and only then.
   *
   * @throws IOException if the firmware does not keep it
   */
  public void startRecoveryOnce() throws IOException {
    byte[] text = (LoaderEntry.RECOVERY_ID + ENDING + "\0").getBytes(StandardCharsets.UTF_16LE);
    byte[] variable = new byte[ATTRIBUTES + text.length];
    variable[0] = KEPT_AND_SEEN_EVERYWHERE;
    System.arraycopy(text, 0, variable, ATTRIBUTES, text.length);
    // One call: the kernel takes each as a whole variable.
    Files.write(efivars.resolve("LoaderEntryOneShot" + VENDOR), variable);
  }

  private @Nullable String read(String name) throws IOException {
    try {
      byte[] bytes = Files.readAllBytes(efivars.resolve(name + VENDOR));
      if (bytes.length < ATTRIBUTES) {
        return null;
      }
      String text =
          new String(bytes, ATTRIBUTES, bytes.length - ATTRIBUTES, StandardCharsets.UTF_16LE);
      int end = text.indexOf('\0');
      return end < 0 ? text : text.substring(0, end);
    } catch (NoSuchFileException e) {
      return null;
    }
  }
}
