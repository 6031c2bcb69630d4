package io.holdfast.inventory.collect;

import com.github.packageurl.MalformedPackageURLException;
import com.github.packageurl.PackageURL;
import io.holdfast.release.extension.OsRelease;
import java.util.TreeMap;

/**
 * Package URLs (ECMA-427, and the definitions of its types deb, rpm, apk, maven, generic), with the
 * qualifiers that scanners look for: {@code arch}, {@code distro} and {@code upstream}.
 *
 * @param id of the distribution, such as debian; it is the namespace of its packages
 * @param distro with its version, such as debian-13
 */
record PackageUrls(String id, String distro) {
  static PackageUrls of(OsRelease system) {
    String id = system.fields().getOrDefault("ID", "");
    String version = system.fields().getOrDefault("VERSION_ID", "");
    // Debian's testing and unstable have no number, but a name.
    String release =
        version.isEmpty() ? system.fields().getOrDefault("VERSION_CODENAME", "") : version;
    return new PackageUrls(id, release.isEmpty() ? id : id + "-" + release);
  }

  /**
   * That of a package of the distribution.
   *
   * @param upstream the source package, with {@code @} and its version if that differs; empty if it
   *     is the package itself
   * @param epoch of rpm alone, where it is a qualifier; else empty
   */
  String of(
      String type,
      String name,
      String version,
      String architecture,
      String upstream,
      String epoch) {
    TreeMap<String, String> qualifiers = new TreeMap<>();
    put(qualifiers, "arch", architecture);
    put(qualifiers, "distro", distro);
    put(qualifiers, "upstream", upstream);
    put(qualifiers, "epoch", epoch);
    return text(type, id, name, version, qualifiers);
  }

  static String maven(String group, String artifact, String version) {
    return text("maven", group, artifact, version, new TreeMap<>());
  }

  static String generic(String name, String version) {
    return text("generic", "", name, version, new TreeMap<>());
  }

  /** Empty if there is no such URL: a package with an impossible name is still in the inventory. */
  private static String text(
      String type,
      String namespace,
      String name,
      String version,
      TreeMap<String, String> qualifiers) {
    try {
      return new PackageURL(
              type,
              namespace.isEmpty() ? null : namespace,
              name,
              version.isEmpty() ? null : version,
              qualifiers,
              null)
          .canonicalize();
    } catch (MalformedPackageURLException e) {
      return "";
    }
  }

  private static void put(TreeMap<String, String> qualifiers, String key, String value) {
    if (!value.isEmpty()) {
      qualifiers.put(key, value);
    }
  }
}
