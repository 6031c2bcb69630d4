package io.holdfast.config.cloud;

import java.util.Locale;

/** A point of the boot at which a configuration can act; in the order in which they come. */
public enum Stage {
  /** In the initrd, once the root is mounted. */
  ROOTFS,
  /** In the initrd, once everything is mounted, before the real system starts. */
  INITRAMFS,
  /** In the real system, once its file systems are there. */
  FS,
  /** In the real system, before anybody logs in. */
  BOOT,
  /** Once the network is up. */
  NETWORK;

  /** As it is written in a configuration. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
