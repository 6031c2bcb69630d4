package io.holdfast.lab.machine;

import io.holdfast.host.Command;
import io.holdfast.host.CommandException;
import io.holdfast.image.tools.ToolsTree;
import java.nio.file.Path;
import java.util.List;

/** A machine's firmware variable store: where UEFI keeps boot entries and Secure Boot keys. */
public final class FirmwareVariables {
  /** OVMF's empty store: no keys enrolled, so that Secure Boot is in setup mode. */
  private static final String EMPTY = "/usr/share/OVMF/OVMF_VARS_4M.fd";

  private FirmwareVariables() {}

  /**
   * Makes an empty store, as qcow2, for snapshots are kept in it too.
   *
   * @param file absolute; replaced if it is there
   */
  public static void create(ToolsTree tools, Path file)
      throws CommandException, InterruptedException {
    Path folder = file.getParent();
    if (folder == null || !file.isAbsolute()) {
      throw new IllegalArgumentException("a variable store needs an absolute path, not " + file);
    }
    Command convert =
        tools.command(
            List.of(),
            List.of(folder),
            List.of("qemu-img", "convert", "-f", "raw", "-O", "qcow2", EMPTY, file.toString()));
    convert.check();
  }
}
