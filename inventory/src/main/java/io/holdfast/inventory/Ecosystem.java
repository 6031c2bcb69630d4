package io.holdfast.inventory;

/** Who says what a package's name and version mean. */
public enum Ecosystem {
  /** Debian and its kin (deb-version(7)). */
  DEB,
  /** rpm (rpm-version(7)). */
  RPM,
  /** Alpine (apk-package(5)). */
  APK,
  /** Maven repositories. */
  MAVEN,
  /** Nobody but its author. */
  GENERIC
}
