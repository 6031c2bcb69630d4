package io.holdfast.config.cloud;

import io.holdfast.config.yaml.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A point of the boot at which a configuration can act; in the order in which they come. */
public enum Stage {
  /** In the initrd, once the root is mounted. */
  ROOTFS("in the initrd, once the root and what persists are mounted"),
  /** In the initrd, once everything is mounted, before the real system starts. */
  INITRAMFS("in the initrd, after rootfs; users, keys, files and the hostname are made here"),
  /** In the real system, once its file systems are there. */
  FS("in the system, when the agent starts"),
  /** In the real system, before anybody logs in. */
  BOOT("in the system, after fs"),
  /** Once the network is up. */
  NETWORK("in the system, after boot");

  private final String when;

  Stage(String when) {
    this.when = when;
  }

  /** When a node runs it, in words. */
  public String when() {
    return when;
  }

  /** As it is written in a configuration. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** True for a stage that a node runs by itself, or a part of one, such as {@code boot.after}. */
  static boolean runs(String name) {
    return names().contains(name);
  }

  /** The one that was most likely meant. */
  static Optional<String> nearest(String name) {
    return Nearest.of(name, names());
  }

  private static List<String> names() {
    List<String> names = new ArrayList<>();
    for (Stage stage : values()) {
      for (Turn turn : Turn.values()) {
        names.add(stage.word() + turn.suffix());
      }
    }
    return names;
  }
}
