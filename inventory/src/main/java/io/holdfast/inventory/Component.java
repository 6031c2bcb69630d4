package io.holdfast.inventory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A part of what is inventoried that has a name and a version of its own: most often a package.
 *
 * @param name as its ecosystem writes it; for Maven {@code group:artifact}
 * @param version as its ecosystem writes it, epoch and all; empty if it has none
 * @param architecture as its ecosystem writes it; empty if it has none
 * @param origin who made the package of it: maintainer or vendor; empty if it does not say
 * @param licences as it names them, each once; empty if it does not say
 * @param source the source package that it was built from; its own name if it says no other
 * @param sourceVersion of that
 * @param purl its package URL (ECMA-427); empty if it has none
 * @param location where it was found, if it is inside a file, such as {@code /a.war!/b.jar}; else
 *     empty
 * @param files that belong to it, by path
 */
public record Component(
    Kind kind,
    Ecosystem ecosystem,
    String name,
    String version,
    String architecture,
    String origin,
    List<String> licences,
    String source,
    String sourceVersion,
    String purl,
    String location,
    List<FileEntry> files) {

  /** Longer names, versions and the like are a mistake or an attack. */
  public static final int MAX_TEXT = 4096;

  /** A large package has some dozen. */
  public static final int MAX_LICENCES = 256;

  static final Comparator<Component> ORDER =
      Comparator.comparing(Component::kind)
          .thenComparing(Component::ecosystem)
          .thenComparing(Component::name)
          .thenComparing(Component::version)
          .thenComparing(Component::architecture)
          .thenComparing(Component::location);

  /** What it is for. */
  public enum Kind {
    /** A package of the distribution or a library. */
    PACKAGE,
    /** The kernel. */
    KERNEL,
    /** What programs of a language run in, such as a Java runtime. */
    RUNTIME
  }

  /** Checks lengths, and sorts licences and files. */
  public Component {
    for (String text :
        List.of(name, version, architecture, origin, source, sourceVersion, purl, location)) {
      if (text.length() > MAX_TEXT) {
        throw new IllegalArgumentException(
            "a component has a text of "
                + text.length()
                + " characters, more than "
                + MAX_TEXT
                + ": "
                + text.substring(0, 40));
      }
    }
    if (name.isEmpty()) {
      throw new IllegalArgumentException("a component has no name");
    }
    licences = licences.stream().distinct().sorted().limit(MAX_LICENCES).toList();
    files = Inventory.sorted(files);
  }

  /** The same with other files. */
  public Component withFiles(List<FileEntry> others) {
    return new Component(
        kind,
        ecosystem,
        name,
        version,
        architecture,
        origin,
        licences,
        source,
        sourceVersion,
        purl,
        location,
        others);
  }

  /** All that it says of itself, in one order; its files are not among it. */
  public List<String> words() {
    List<String> words =
        new ArrayList<>(
            List.of(
                kind.name(),
                ecosystem.name(),
                name,
                version,
                architecture,
                origin,
                source,
                sourceVersion,
                purl,
                location));
    words.addAll(licences);
    return words;
  }
}
