package io.holdfast.inventory.advisory.format;

import com.github.packageurl.MalformedPackageURLException;
import com.github.packageurl.PackageURL;
import io.holdfast.inventory.advisory.CarriedPackage;
import io.holdfast.inventory.advisory.PackageHome;
import io.holdfast.inventory.advisory.Registry;
import io.holdfast.inventory.advisory.Statement.Named;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

  private static final List<String> ARCHITECTURES =
      List.of(
          "x86_64", "aarch64", "i386", "i586", "i686", "ppc64le", "s390x", "noarch", "src",
          "nosrc");

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
    boolean named = !version.isEmpty() && Character.isDigit(version.charAt(0));
    if (!named) {
      @Nullable Product rpm = ofRpm(at, version.isEmpty() ? name : version, range);
      if (rpm != null) {
        return rpm;
      }
    }
    // A version that does not begin with a digit is the package's name once more.
    String own = named || version.isEmpty() ? name : version;
    return new Product(at, own, Named.EITHER, named ? version : "", range, "");
  }

  /** From {@code name-version-release.architecture}, as rpm names files; null if it is none. */
  private static @Nullable Product ofRpm(PackageHome home, String text, String range) {
    int dot = text.lastIndexOf('.');
    boolean built = dot > 0 && ARCHITECTURES.contains(text.substring(dot + 1));
    String architecture = built ? text.substring(dot + 1) : "";
    String stem = built ? text.substring(0, dot) : text;
    int release = stem.lastIndexOf('-');
    int version = stem.lastIndexOf('-', release - 1);
    return version < 1 || !Character.isDigit(stem.charAt(version + 1))
        ? null
        : new Product(
            home,
            stem.substring(0, version),
            named(architecture),
            stem.substring(version + 1),
            range,
            binary(architecture));
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
