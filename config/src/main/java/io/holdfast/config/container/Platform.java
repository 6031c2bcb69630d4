package io.holdfast.config.container;

import io.holdfast.config.yaml.Quoted;

/**
 * What machine an image is for, in the words of the OCI Image Index Specification.
 *
 * @param variant of the processor, such as {@code v7}; empty for any
 */
public record Platform(String system, String architecture, String variant) {

  /**
   * Reads {@code linux/arm64} or {@code linux/arm/v7}.
   *
   * @param text empty for this machine's own
   * @throws IllegalArgumentException if it is none
   */
  public static Platform parse(String text) {
    if (text.isEmpty()) {
      return ofThisMachine();
    }
    if (!text.matches("[a-z0-9]{1,32}/[a-z0-9_]{1,32}(/[a-z0-9]{1,32})?")) {
      throw new IllegalArgumentException(
          Quoted.of(text) + " is no platform; write one such as linux/arm64");
    }
    String[] parts = text.split("/", -1);
    return new Platform(parts[0], parts[1], parts.length == 3 ? parts[2] : "");
  }

  /** That of the processor that this runs on. */
  public static Platform ofThisMachine() {
    String name = System.getProperty("os.arch", "amd64");
    return new Platform("linux", name.equals("aarch64") ? "arm64" : name, "");
  }

  @Override
  public String toString() {
    return system + "/" + architecture + (variant.isEmpty() ? "" : "/" + variant);
  }
}
