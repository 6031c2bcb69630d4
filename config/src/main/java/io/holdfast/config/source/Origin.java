package io.holdfast.config.source;

import java.util.Locale;

/**
 * Where a document comes from. The order of these is the precedence: a later one adds to lists and
 * overrides single values of an earlier one (decision 24).
 */
public enum Origin {
  /** Of the image, hence of the release: what it needs to run at all. */
  IMAGE("/system/oem"),
  /** What was installed, and what a person put there. */
  OEM("/oem"),
  /** What the cloud or a disc says of this one machine. */
  DATASOURCE("datasource"),
  /** What a person put on this machine's data partition. */
  LOCAL("/usr/local/cloud-config"),
  /** Fetched from where a {@code config_url} says. */
  ADDRESS("config_url"),
  /** What was typed at the loader, or is part of a signed kernel image. */
  COMMAND_LINE("kernel command line");

  private final String words;

  Origin(String words) {
    this.words = words;
  }

  /** As a person would say it: a folder, or what it is. */
  public String words() {
    return words;
  }

  /** For programs: {@code command_line}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
