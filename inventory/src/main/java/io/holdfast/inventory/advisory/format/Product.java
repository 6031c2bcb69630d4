package io.holdfast.inventory.advisory.format;

import com.github.packageurl.MalformedPackageURLException;
import com.github.packageurl.PackageURL;
import io.holdfast.inventory.advisory.CarriedPackage;
import io.holdfast.inventory.advisory.PackageHome;
import io.holdfast.inventory.advisory.Registry;
import io.holdfast.inventory.advisory.Statement.Named;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A product of a CSAF document, as far as it is a package of a platform.
 *
 * @param home its platform
 * @param name of the package
 * @param named whose name that is
 * @param version empty for all, or for those of {@code range}
 * @param range as {@code vers:…}; empty for none
 * @param architecture empty for all
 */
record Product(
    PackageHome home, String name, Named named, String version, String range, String architecture) {

  /** {@code name-version-release.architecture}, as rpm names files. */
  private static final Pattern RPM =
      Pattern.compile(
          "(?<name>.+)-(?<version>[^-]+-[^-]+?)"
              + "(?:\\.(?<arch>x86_64|aarch64|i[3-6]86|ppc64le|s390x|noarch|src|nosrc))?");

  private static final List<String> OF_SOURCE = List.of("src", "nosrc", "source");
  private static final List<String> OF_ALL = List.of("noarch", "all");

  /** A package by its URL, else by what the branches of the tree say. */
  static Product of(
      PackageHome home, String name, String version, String range, String cpe, String purl) {
    if (!purl.isEmpty()) {
      try {
        new PackageURL(purl);
        return ofUrl(purl, range);
      } catch (MalformedPackageURLException e) {
        // The names beside it say enough.
      }
    }
    PackageHome at =
        cpe.isEmpty() || PackageHome.ofCpe(cpe).registry() == Registry.OTHER
            ? home
            : PackageHome.ofCpe(cpe);
    Matcher rpm = RPM.matcher(version.isEmpty() ? name : version);
    if (rpm.matches() && (version.isEmpty() || !Character.isDigit(version.charAt(0)))) {
      String architecture = rpm.group("arch") == null ? "" : rpm.group("arch");
      return new Product(
          at,
          rpm.group("name"),
          named(architecture),
          rpm.group("version"),
          range,
          binary(architecture));
    }
    // A version that does not begin with a digit is the package's name once more.
    boolean real = !version.isEmpty() && Character.isDigit(version.charAt(0));
    String own = real || version.isEmpty() ? name : version;
    return new Product(at, own, Named.EITHER, real ? version : "", range, "");
  }

  private static Product ofUrl(String purl, String range) {
    CarriedPackage parsed = CarriedPackage.of("", "", "", "", "", purl);
    return new Product(
        parsed.home(),
        parsed.name(),
        named(parsed.architecture()),
        parsed.version(),
        range,
        binary(parsed.architecture()));
  }

  private static Named named(String architecture) {
    if (architecture.isEmpty()) {
      return Named.EITHER;
    }
    return OF_SOURCE.contains(architecture) ? Named.SOURCE : Named.PACKAGE;
  }

  private static String binary(String architecture) {
    return OF_SOURCE.contains(architecture) || OF_ALL.contains(architecture) ? "" : architecture;
  }

  /** The same as a part of a platform. */
  Product on(PackageHome platform) {
    return new Product(
        platform.registry() == Registry.OTHER ? home : platform,
        name,
        named,
        version,
        range,
        architecture);
  }
}
