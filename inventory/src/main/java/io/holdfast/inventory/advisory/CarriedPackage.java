package io.holdfast.inventory.advisory;

import com.github.packageurl.MalformedPackageURLException;
import com.github.packageurl.PackageURL;
import io.holdfast.inventory.Component;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A package that is carried somewhere, as far as records can speak of it.
 *
 * @param home where it comes from
 * @param name as its registry writes it
 * @param version as its registry orders it, epoch and all; empty if not known
 * @param source the source package that it was built from; its own name if that is not known
 * @param sourceVersion of that
 * @param architecture as its registry writes it; empty if not known
 * @param purl its package URL; empty if it has none
 */
public record CarriedPackage(
    PackageHome home,
    String name,
    String version,
    String source,
    String sourceVersion,
    String architecture,
    String purl) {

  /** {@code debian-13}, {@code alpine-3.19.1}, {@code opensuse-leap-15.6}. */
  private static final Pattern DISTRO = Pattern.compile("([a-z][a-z_-]*?)-(v?\\d.*)");

  private static final String SOURCE_RPM = ".src.rpm";

  /** A component of an inventory. */
  public static CarriedPackage of(Component component) {
    return of(
        component.name(),
        component.version(),
        component.architecture(),
        component.source(),
        component.sourceVersion(),
        component.purl());
  }

  /**
   * From what an inventory says. What it leaves out is taken from the package URL (ECMA-427), with
   * the qualifiers that scanners use: {@code arch}, {@code distro}, {@code epoch}, {@code
   * upstream}.
   *
   * @param source may be empty
   * @param sourceVersion may be empty
   * @param purl may be empty, or none at all: then nothing is known of the package's home
   */
  public static CarriedPackage of(
      String name,
      String version,
      String architecture,
      String source,
      String sourceVersion,
      String purl) {
    try {
      return of(new PackageURL(purl), version, architecture, source, sourceVersion);
    } catch (MalformedPackageURLException e) {
      PackageHome nowhere = new PackageHome(Registry.OTHER, "", "");
      return new CarriedPackage(
          nowhere, name, version, or(source, name), or(sourceVersion, version), architecture, purl);
    }
  }

  private static CarriedPackage of(
      PackageURL url, String version, String architecture, String source, String sourceVersion) {
    Map<String, String> qualifiers = Objects.requireNonNullElse(url.getQualifiers(), Map.of());
    PackageHome home = home(url, qualifiers.getOrDefault("distro", ""));
    String name = name(home.registry(), or(url.getNamespace(), ""), url.getName());
    String own = or(version, version(home.registry(), url, qualifiers));
    Upstream upstream = Upstream.of(qualifiers.getOrDefault("upstream", ""));
    return new CarriedPackage(
        home,
        name,
        own,
        or(source, or(upstream.name, name)),
        or(sourceVersion, or(upstream.version, own)),
        or(architecture, qualifiers.getOrDefault("arch", "")),
        url.canonicalize());
  }

  private static PackageHome home(PackageURL url, String distro) {
    String type = url.getType();
    if (!type.equals("deb") && !type.equals("rpm") && !type.equals("apk")) {
      return PackageHome.ofType(type);
    }
    String namespace = or(url.getNamespace(), "").toLowerCase(Locale.ROOT);
    Matcher matcher = DISTRO.matcher(distro.toLowerCase(Locale.ROOT));
    if (matcher.matches()) {
      return PackageHome.ofSystem(matcher.group(1), matcher.group(2));
    }
    boolean whole = Registry.ofId(distro) != Registry.OTHER;
    return whole ? PackageHome.ofSystem(distro, "") : PackageHome.ofSystem(namespace, distro);
  }

  private static String name(Registry registry, String namespace, String name) {
    return switch (registry) {
      case MAVEN -> namespace.isEmpty() ? name : namespace + ":" + name;
      case NPM, GO -> namespace.isEmpty() ? name : namespace + "/" + name;
      default -> name;
    };
  }

  private static String version(Registry registry, PackageURL url, Map<String, String> qualifiers) {
    String version = or(url.getVersion(), "");
    if (registry == Registry.GO && version.startsWith("v")) {
      return version.substring(1);
    }
    String epoch = qualifiers.getOrDefault("epoch", "");
    return epoch.isEmpty() || version.isEmpty() ? version : epoch + ":" + version;
  }

  private static String or(@Nullable String text, String otherwise) {
    return text == null || text.isEmpty() ? otherwise : text;
  }

  /** The source package, as {@code name@version}, or as the file name of a source rpm. */
  private record Upstream(String name, String version) {
    static Upstream of(String text) {
      if (text.endsWith(SOURCE_RPM)) {
        String stem = text.substring(0, text.length() - SOURCE_RPM.length());
        int release = stem.lastIndexOf('-');
        int version = stem.lastIndexOf('-', release - 1);
        return version > 0
            ? new Upstream(stem.substring(0, version), stem.substring(version + 1))
            : new Upstream(stem, "");
      }
      int at = text.lastIndexOf('@');
      return at < 0
          ? new Upstream(text, "")
          : new Upstream(text.substring(0, at), text.substring(at + 1));
    }
  }

  /** As a person would write it: {@code liblzma5 5.6.1-1 (xz-utils) of Debian 13}. */
  @Override
  public String toString() {
    String built = source.equals(name) ? "" : " (" + source + ")";
    return name + " " + version + built + " of " + home;
  }
}
