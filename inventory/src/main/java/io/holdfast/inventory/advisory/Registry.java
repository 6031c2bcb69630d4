package io.holdfast.inventory.advisory;

import io.holdfast.inventory.version.VersionOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who publishes packages under their names: a distribution, or the registry of a language. The
 * names are those of the OSV schema's list of ecosystems, and of os-release(5) and package URLs.
 */
public enum Registry {
  /** Debian. */
  DEBIAN("Debian", VersionOrder.DPKG, Names.SOURCE, Releases.MAJOR, "debian"),
  /** Ubuntu; {@code Ubuntu:Pro:18.04:LTS} is its release 18.04. */
  UBUNTU("Ubuntu", VersionOrder.DPKG, Names.SOURCE, Releases.MAJOR_AND_MINOR, "ubuntu"),
  /** Alpine. */
  ALPINE("Alpine", VersionOrder.APK, Names.SOURCE, Releases.MAJOR_AND_MINOR, "alpine"),
  /** Wolfi, which rolls. */
  WOLFI("Wolfi", VersionOrder.APK, Names.EITHER, Releases.NONE, "wolfi"),
  /** Chainguard, which rolls. */
  CHAINGUARD("Chainguard", VersionOrder.APK, Names.EITHER, Releases.NONE, "chainguard"),
  /** BellSoft's Alpaquita. */
  ALPAQUITA("Alpaquita", VersionOrder.APK, Names.SOURCE, Releases.AS_WRITTEN, "alpaquita"),
  /** openSUSE Tumbleweed and Leap. */
  OPENSUSE("openSUSE", VersionOrder.RPM, Names.SOURCE, Releases.SUSE, "opensuse"),
  /** SUSE Linux Enterprise. */
  SUSE("SUSE", VersionOrder.RPM, Names.SOURCE, Releases.SUSE, "suse", "sles", "sled", "sle-micro"),
  /** Red Hat Enterprise Linux. */
  RED_HAT("Red Hat", VersionOrder.RPM, Names.EITHER, Releases.MAJOR, "redhat", "rhel"),
  /** Fedora. */
  FEDORA("Fedora", VersionOrder.RPM, Names.SOURCE, Releases.MAJOR, "fedora"),
  /** Rocky Linux. */
  ROCKY("Rocky Linux", VersionOrder.RPM, Names.SOURCE, Releases.MAJOR, "rocky", "rocky-linux"),
  /** AlmaLinux. */
  ALMA("AlmaLinux", VersionOrder.RPM, Names.SOURCE, Releases.MAJOR, "almalinux", "alma"),
  /** openEuler. */
  OPENEULER("openEuler", VersionOrder.RPM, Names.SOURCE, Releases.AS_WRITTEN, "openeuler"),
  /** Mageia. */
  MAGEIA("Mageia", VersionOrder.RPM, Names.SOURCE, Releases.MAJOR, "mageia"),
  /** Photon OS. */
  PHOTON("Photon OS", VersionOrder.RPM, Names.EITHER, Releases.MAJOR_AND_MINOR, "photon"),
  /** Azure Linux. */
  AZURE_LINUX("Azure Linux", VersionOrder.RPM, Names.SOURCE, Releases.MAJOR, "azurelinux"),
  /** Maven repositories; names are {@code group:artifact}. */
  MAVEN("Maven", VersionOrder.MAVEN, Names.OWN, Releases.NONE, "maven"),
  /** npm. */
  NPM("npm", VersionOrder.SEMVER, Names.OWN, Releases.NONE, "npm"),
  /** Modules of Go. */
  GO("Go", VersionOrder.SEMVER, Names.OWN, Releases.NONE, "golang"),
  /** Crates of Rust. */
  CRATES("crates.io", VersionOrder.SEMVER, Names.OWN, Releases.NONE, "cargo"),
  /** Python packages; their order is not known here. */
  PYPI("PyPI", null, Names.OWN, Releases.NONE, "pypi"),
  /** Whoever is not among these; no order is known. */
  OTHER("", null, Names.EITHER, Releases.AS_WRITTEN);

  /** Whether a record's name is that of a source package, of the package itself, or of either. */
  enum Names {
    SOURCE,
    OWN,
    EITHER
  }

  /** How much of a release's number tells releases apart. */
  enum Releases {
    NONE,
    MAJOR,
    MAJOR_AND_MINOR,
    SUSE,
    AS_WRITTEN
  }

  private final String osv;
  private final @Nullable VersionOrder order;
  private final Names names;
  private final Releases releases;

  @SuppressWarnings("ImmutableEnumChecker") // It is a copy that cannot be changed.
  private final List<String> ids;

  Registry(
      String osv, @Nullable VersionOrder order, Names names, Releases releases, String... ids) {
    this.osv = osv;
    this.order = order;
    this.names = names;
    this.releases = releases;
    this.ids = List.of(ids);
  }

  /** As the OSV schema calls it, without release; empty for {@link #OTHER}. */
  public String osv() {
    return osv;
  }

  /** How its versions are ordered; null if that is not known. */
  public @Nullable VersionOrder order() {
    return order;
  }

  /** Whether it publishes packages of a whole system. */
  boolean isDistribution() {
    return this != OTHER && names != Names.OWN;
  }

  Names names() {
    return names;
  }

  Releases releases() {
    return releases;
  }

  /** By what stands before the first colon of an OSV ecosystem. */
  static Registry ofOsv(String name) {
    for (Registry each : values()) {
      if (each.osv.equalsIgnoreCase(name) && each != OTHER) {
        return each;
      }
    }
    return OTHER;
  }

  /**
   * By the {@code ID} of os-release(5), or by the type or namespace of a package URL, in small
   * letters.
   */
  static Registry ofId(String id) {
    for (Registry each : values()) {
      if (each.ids.contains(id)) {
        return each;
      }
    }
    return id.startsWith("opensuse-") ? OPENSUSE : OTHER;
  }
}
