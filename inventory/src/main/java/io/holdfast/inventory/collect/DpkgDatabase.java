package io.holdfast.inventory.collect;

import io.holdfast.inventory.Component;
import io.holdfast.inventory.Ecosystem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What dpkg has installed (dpkg(1), "Files"): its status file with lists of files, or, in images
 * made without it, {@code status.d} with a control file and a list of digests for each package.
 * Stateless.
 */
final class DpkgDatabase {
  private static final String STATUS = "var/lib/dpkg/status";
  private static final String STATUS_FOLDER = "var/lib/dpkg/status.d/";
  private static final String LISTS = "var/lib/dpkg/info/";
  private static final String DIVERSIONS = "var/lib/dpkg/diversions";
  private static final String DOCUMENTS = "usr/share/doc/";
  private static final String COPYRIGHT = "/copyright";
  private static final String DIGESTS = ".md5sums";

  /** A path of which other packages' files go elsewhere (dpkg-divert(1)). */
  private record Diversion(String to, String by) {}

  private DpkgDatabase() {}

  /** Whether a file is to be kept for {@link #read}. */
  static boolean wants(String path) {
    return path.equals(STATUS)
        || path.startsWith(STATUS_FOLDER)
        || path.equals(DIVERSIONS)
        || (path.startsWith(LISTS) && path.endsWith(".list"))
        || (path.startsWith(DOCUMENTS) && path.endsWith(COPYRIGHT));
  }

  static boolean isIn(CapturedFiles files) {
    return files.has(STATUS) || files.below(STATUS_FOLDER).iterator().hasNext();
  }

  /**
   * Reads it.
   *
   * @param followed packages of one source often have one folder of documents, and links to it
   */
  static List<Owner> read(CapturedFiles files, PackageUrls urls, FollowedPath followed) {
    List<Owner> owners = new ArrayList<>();
    Map<String, Diversion> diversions = diversions(files.text(DIVERSIONS));
    for (Map<String, String> paragraph : Deb822.paragraphs(files.text(STATUS))) {
      if (paragraph.getOrDefault("status", "").endsWith(" installed")) {
        add(owners, component(paragraph, files, urls, followed), files, diversions);
      }
    }
    for (String path : files.below(STATUS_FOLDER)) {
      if (!path.endsWith(DIGESTS)) {
        for (Map<String, String> paragraph : Deb822.paragraphs(files.text(path))) {
          add(owners, component(paragraph, files, urls, followed), files, diversions);
        }
      }
    }
    return owners;
  }

  private static void add(
      List<Owner> owners,
      @Nullable Component component,
      CapturedFiles files,
      Map<String, Diversion> diversions) {
    if (component == null) {
      return;
    }
    String name = component.name();
    List<String> paths = new ArrayList<>();
    for (String path : paths(name, component.architecture(), files)) {
      Diversion diversion = diversions.get(path);
      paths.add(diversion == null || diversion.by().equals(name) ? path : diversion.to());
    }
    owners.add(
        new Owner(
            component,
            paths,
            List.of(LISTS + name + ".", LISTS + name + ":" + component.architecture() + ".")));
  }

  /** Null if the paragraph is that of no package. */
  private static @Nullable Component component(
      Map<String, String> paragraph, CapturedFiles files, PackageUrls urls, FollowedPath followed) {
    String name = paragraph.getOrDefault("package", "");
    if (name.isEmpty()) {
      return null;
    }
    String version = paragraph.getOrDefault("version", "");
    String architecture = paragraph.getOrDefault("architecture", "");
    // "Source: name (version)", the version only if it is another (deb-control(5)).
    String source = paragraph.getOrDefault("source", name);
    String sourceVersion = version;
    int bracket = source.indexOf('(');
    if (bracket > 0 && source.endsWith(")")) {
      sourceVersion = source.substring(bracket + 1, source.length() - 1).strip();
      source = source.substring(0, bracket).strip();
    }
    String upstream =
        sourceVersion.equals(version)
            ? (source.equals(name) ? "" : source)
            : source + "@" + sourceVersion;
    return new Component(
        Component.Kind.PACKAGE,
        Ecosystem.DEB,
        name,
        version,
        architecture,
        paragraph.getOrDefault("maintainer", ""),
        Licences.of(files.text(followed.toTheEnd(DOCUMENTS + name + COPYRIGHT))),
        source,
        sourceVersion,
        urls.of("deb", name, version, architecture, upstream, ""),
        "",
        List.of());
  }

  private static List<String> paths(String name, String architecture, CapturedFiles files) {
    // One that may be installed for several architectures has its own in the list's name.
    for (String list : List.of(name, name + ":" + architecture)) {
      String path = LISTS + list + ".list";
      if (files.has(path)) {
        return files.text(path).lines().toList();
      }
    }
    // "digest, two spaces, path without its first slash" (md5sum(1)).
    return files
        .text(STATUS_FOLDER + name + DIGESTS)
        .lines()
        .filter(line -> line.contains("  "))
        .map(line -> "/" + line.substring(line.indexOf("  ") + 2))
        .toList();
  }

  /** Three lines each: path, where it goes, and the package whose own file stays. */
  private static Map<String, Diversion> diversions(String text) {
    List<String> lines = text.lines().toList();
    Map<String, Diversion> diversions = new HashMap<>();
    for (int i = 0; i + 2 < lines.size(); i += 3) {
      diversions.put(lines.get(i), new Diversion(lines.get(i + 1), lines.get(i + 2)));
    }
    return diversions;
  }
}
