package io.holdfast.inventory.advisory;

import java.util.List;

/**
 * One thing that a record says of the versions of one package.
 *
 * @param claim what it says of them
 * @param home of the package
 * @param name of the package or its source, as {@code named} says
 * @param named whose name that is
 * @param architecture the only one that it speaks of; empty for all
 * @param listed versions by name; with no ranges and no listed ones, all versions are meant
 * @param ranges further versions
 * @param words why, or what to do, for people; may be empty
 */
public record Statement(
    Claim claim,
    PackageHome home,
    String name,
    Named named,
    String architecture,
    List<String> listed,
    List<VersionRange> ranges,
    String words) {

  /** What is said. */
  public enum Claim {
    /** These versions are affected; others are not. */
    AFFECTED,
    /** These versions are not affected, for a reason (VEX). */
    NOT_AFFECTED,
    /** The problem is fixed in these versions, so those before them have it. */
    FIXED,
    /** It is not known yet whether these versions are affected. */
    UNDER_INVESTIGATION
  }

  /** Whose name a statement has. */
  public enum Named {
    /** A source package, and thus all that was built from it. */
    SOURCE,
    /** A package as it is installed. */
    PACKAGE,
    /** Either of them. */
    EITHER
  }

  /** Copies. */
  public Statement {
    listed = List.copyOf(listed);
    ranges = List.copyOf(ranges);
  }

  /** Whose names records have that follow the customs of the package's home. */
  public static Named customary(PackageHome home) {
    return switch (home.registry().names()) {
      case SOURCE -> Named.SOURCE;
      case OWN -> Named.PACKAGE;
      case EITHER -> Named.EITHER;
    };
  }

  boolean speaksOf(CarriedPackage carried) {
    return (isOfSource(carried) || isOfPackage(carried))
        && (architecture.isEmpty()
            || carried.architecture().isEmpty()
            || architecture.equals(carried.architecture()));
  }

  /** The version that counts: that of the source package, if that is what has the name. */
  String versionOf(CarriedPackage carried) {
    return isOfPackage(carried) ? carried.version() : carried.sourceVersion();
  }

  private boolean isOfSource(CarriedPackage carried) {
    return named != Named.PACKAGE && name.equals(carried.source());
  }

  private boolean isOfPackage(CarriedPackage carried) {
    return named != Named.SOURCE && name.equals(carried.name());
  }
}
