package io.holdfast.image.medium;

import java.util.Set;
import java.util.stream.Collectors;

/**
 * Of the kernel modules that a medium needs, those that a release has. A value.
 *
 * @param modules their names, with underscores
 */
record MediumDrivers(Set<String> modules) {
  private static final Set<String> FILES = Set.of("isofs", "loop");
  private static final Set<String> DISC = Set.of("sr_mod", "cdrom");
  private static final Set<String> STICK = Set.of("sd_mod", "usb_storage");

  MediumDrivers {
    modules = Set.copyOf(modules);
  }

  /** Reads lists of modules, in files or built in: a path a line (modprobe(8), modules.builtin). */
  static MediumDrivers in(String paths) {
    return new MediumDrivers(
        paths
            .lines()
            .map(line -> line.substring(line.lastIndexOf('/') + 1))
            .filter(name -> name.contains(".ko"))
            .map(name -> name.substring(0, name.indexOf(".ko")).replace('-', '_'))
            .collect(Collectors.toSet()));
  }

  /** Whether the medium works as a disc. */
  boolean readDisc() {
    return modules.containsAll(FILES) && modules.containsAll(DISC);
  }

  /** Whether the medium works as a USB stick. */
  boolean readStick() {
    return modules.containsAll(FILES) && modules.containsAll(STICK);
  }
}
