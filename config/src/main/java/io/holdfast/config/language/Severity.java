package io.holdfast.config.language;

import java.util.Locale;

/** How much a finding weighs. */
public enum Severity {
  /** The file is wrong: it is not to be used. */
  ERROR,
  /** Legal and dangerous, or without effect. */
  WARNING,
  /** A key that Kairos or cloud-init knows, and that Holdfast does not act on. */
  UNSUPPORTED;

  /** As it is printed. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
