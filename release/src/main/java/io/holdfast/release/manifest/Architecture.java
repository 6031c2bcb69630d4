package io.holdfast.release.manifest;

/** A processor architecture that releases are built for, written as systemd writes it. */
public enum Architecture {
  /** 64-bit PCs. */
  X86_64("x86-64", "amd64"),
  /** 64-bit ARM. */
  ARM64("arm64", "aarch64");

  private final String written;
  private final String javaName;

  Architecture(String written, String javaName) {
    this.written = written;
    this.javaName = javaName;
  }

  /**
   * Reads the written form.
   *
   * @throws IllegalArgumentException if Holdfast does not know it
   */
  public static Architecture parse(String text) {
    for (Architecture architecture : values()) {
      if (architecture.written.equals(text)) {
        return architecture;
      }
    }
    throw new IllegalArgumentException(
        "'" + text + "' is no architecture that Holdfast knows; it knows x86-64 and arm64");
  }

  /**
   * The architecture that a Java runtime calls by this name in its property {@code os.arch}.
   *
   * @throws IllegalArgumentException if Holdfast does not know it
   */
  public static Architecture ofJava(String osArch) {
    for (Architecture architecture : values()) {
      if (architecture.javaName.equals(osArch)) {
        return architecture;
      }
    }
    throw new IllegalArgumentException(
        "Holdfast has no releases for '" + osArch + "'; it knows x86-64 and arm64");
  }

  /** The written form. */
  @Override
  public String toString() {
    return written;
  }
}
