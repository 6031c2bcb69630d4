package io.holdfast.inventory.advisory;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a package comes from: a registry and, of a distribution, the release.
 *
 * @param registry who publishes it
 * @param name of the registry, as written; tells those apart that are {@link Registry#OTHER}
 * @param release in one form however it was written ({@code 13}, {@code 3.19}, {@code tumbleweed},
 *     {@code leap 15.6}); empty for every release, or for one that is not known
 */
public record PackageHome(Registry registry, String name, String release) {
  /** Debian's and Ubuntu's own lists (distro-info-data). */
  private static final Map<String, String> CODENAMES =
      Map.ofEntries(
          Map.entry("buster", "10"),
          Map.entry("bullseye", "11"),
          Map.entry("bookworm", "12"),
          Map.entry("trixie", "13"),
          Map.entry("forky", "14"),
          Map.entry("duke", "15"),
          Map.entry("focal", "20.04"),
          Map.entry("jammy", "22.04"),
          Map.entry("noble", "24.04"),
          Map.entry("resolute", "26.04"));

  private static final Pattern NUMBERS = Pattern.compile("(\\d+)(?:\\.(\\d+))?");

  /** {@code Linux Enterprise Server 15 SP5}, {@code Leap 15.6}, {@code 15:sp5}, {@code 15.5}. */
  private static final Pattern SUSE = Pattern.compile("(\\d+)(?:[ :-]?sp(\\d+)|\\.(\\d+))?");

  /** How the home of a record and that of a package lie to each other. */
  enum Fit {
    /** The record speaks of the package's home. */
    SAME,
    /** The record speaks of some releases, and the package's is not known. */
    UNKNOWN,
    /** The record speaks of another release of the package's distribution. */
    OTHER_RELEASE,
    /** The record speaks of other packages altogether. */
    ELSEWHERE
  }

  /** From an OSV ecosystem, such as {@code Debian:13} or {@code openSUSE:Leap 15.6}. */
  public static PackageHome ofOsv(String ecosystem) {
    int colon = ecosystem.indexOf(':');
    String name = colon < 0 ? ecosystem : ecosystem.substring(0, colon);
    String release = colon < 0 ? "" : ecosystem.substring(colon + 1);
    Registry registry = Registry.ofOsv(name);
    if (registry == Registry.UBUNTU && release.startsWith("Pro:")) {
      release = release.substring("Pro:".length());
    }
    if (registry == Registry.RED_HAT) {
      // What follows is a CPE without its begin: product, version, update, edition.
      release = afterColon(release);
    }
    return of(registry, name, release);
  }

  /** From {@code ID} and {@code VERSION_ID}, or {@code VERSION_CODENAME}, of os-release(5). */
  public static PackageHome ofSystem(String id, String version) {
    Registry registry = Registry.ofId(id);
    boolean named = registry == Registry.OPENSUSE && id.startsWith("opensuse-");
    String release = named ? id.substring("opensuse-".length()) + " " + version : version;
    return of(registry, id, release);
  }

  /** From a registry that is no distribution, by the type of a package URL. */
  public static PackageHome ofType(String type) {
    return of(Registry.ofId(type), type, "");
  }

  /**
   * From the name of a platform (CPE 2.2 URI), such as {@code cpe:/o:opensuse:leap:15.6}.
   *
   * @return of {@link Registry#OTHER} if it names no distribution that is known
   */
  public static PackageHome ofCpe(String cpe) {
    String[] parts =
        (cpe.startsWith("cpe:/") ? cpe.substring("cpe:/".length()) : cpe).split(":", 5);
    if (parts.length < 3) {
      return of(Registry.OTHER, cpe, "");
    }
    String version = parts.length < 4 ? "" : parts[3];
    String rest = parts.length < 5 ? "" : ":" + parts[4];
    return switch (parts[1]) {
      case "opensuse" -> of(Registry.OPENSUSE, parts[1], parts[2] + " " + version);
      case "suse" -> of(Registry.SUSE, parts[1], version + rest);
      case "redhat" -> of(Registry.RED_HAT, parts[1], version);
      case "debian" -> of(Registry.DEBIAN, parts[1], version);
      case "canonical" -> of(Registry.UBUNTU, parts[1], version);
      case "alpinelinux" -> of(Registry.ALPINE, parts[1], version);
      case "fedoraproject" -> of(Registry.FEDORA, parts[1], version);
      case "rocky" -> of(Registry.ROCKY, parts[1], version);
      case "almalinux" -> of(Registry.ALMA, parts[1], version);
      default -> of(Registry.OTHER, cpe, "");
    };
  }

  /** From a platform's name as people write it, such as {@code openSUSE Leap 15.6}. */
  public static PackageHome ofProduct(String product) {
    for (Registry each : Registry.values()) {
      String name = each.osv();
      if (each.isDistribution()
          && (product + " ").regionMatches(true, 0, name + " ", 0, name.length() + 1)) {
        return of(each, name, product.substring(name.length()).strip());
      }
    }
    return of(Registry.OTHER, product, "");
  }

  private static PackageHome of(Registry registry, String name, String release) {
    String small = release.strip().toLowerCase(Locale.ROOT);
    String known = CODENAMES.getOrDefault(small, small);
    return new PackageHome(
        registry,
        registry == Registry.OTHER ? name.toLowerCase(Locale.ROOT) : registry.osv(),
        switch (registry.releases()) {
          case NONE -> "";
          case MAJOR -> numbers(known, 1);
          case MAJOR_AND_MINOR -> numbers(known, 2);
          case SUSE -> suse(registry, known);
          case AS_WRITTEN -> known;
        });
  }

  private static String numbers(String release, int most) {
    Matcher matcher = NUMBERS.matcher(release);
    if (!matcher.find()) {
      return release;
    }
    String minor = matcher.group(2);
    return most == 1 || minor == null ? matcher.group(1) : matcher.group(1) + "." + minor;
  }

  private static String suse(Registry registry, String release) {
    if (release.contains("tumbleweed")) {
      return "tumbleweed";
    }
    Matcher matcher = SUSE.matcher(release);
    if (!matcher.find()) {
      return release;
    }
    String minor = matcher.group(2) == null ? matcher.group(3) : matcher.group(2);
    String number = minor == null ? matcher.group(1) : matcher.group(1) + "." + minor;
    if (registry == Registry.SUSE) {
      return number;
    }
    return release.contains("micro") ? "leap micro " + number : "leap " + number;
  }

  private static String afterColon(String text) {
    int colon = text.indexOf(':');
    return colon < 0 ? "" : text.substring(colon + 1);
  }

  /** How this home of a record's statement lies to that of a package. */
  Fit fits(PackageHome ofPackage) {
    if (registry != ofPackage.registry || !name.equals(ofPackage.name)) {
      return Fit.ELSEWHERE;
    }
    if (release.isEmpty() || release.equals(ofPackage.release)) {
      return Fit.SAME;
    }
    return ofPackage.release.isEmpty() ? Fit.UNKNOWN : Fit.OTHER_RELEASE;
  }

  /** As a person would write it: {@code Debian 13}. */
  @Override
  public String toString() {
    return release.isEmpty() ? name : name + " " + release;
  }
}
