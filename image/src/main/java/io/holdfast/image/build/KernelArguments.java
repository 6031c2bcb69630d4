package io.holdfast.image.build;

import java.util.ArrayList;
import java.util.List;

/** The kernel's command line of a release. A pure function. */
final class KernelArguments {
  /**
   * {@code systemd.verity=0} because the initrd has opened the root already; {@code panic=5} leaves
   * a person time to read the screen; both consoles, because a node may have either.
   */
  private static final List<String> ALWAYS =
      List.of(
          "systemd.verity=0",
          // Or a mount of the loader's partition appears that nobody asked for.
          "systemd.gpt_auto=no",
          // A partition table torn by a loss of power is read from its copy only with this word.
          "gpt",
          "ro",
          "panic=5",
          "systemd.crash_reboot=yes",
          "loglevel=6",
          "console=tty0",
          "console=ttyS0");

  private KernelArguments() {}

  /**
   * The words.
   *
   * @param slot {@code recovery} for a kernel image that finds its root by the slot's label; empty
   *     for one that finds it by its root hash
   * @param more the recipe's own
   */
  static List<String> of(String rootHash, String slot, List<String> more) {
    List<String> arguments = new ArrayList<>();
    arguments.add("roothash=" + rootHash);
    if (!slot.isEmpty()) {
      arguments.add("holdfast.slot=" + slot);
    }
    arguments.addAll(ALWAYS);
    arguments.addAll(more);
    return arguments;
  }
}
