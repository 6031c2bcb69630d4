package io.holdfast.inventory.query;

import io.holdfast.inventory.Component;
import io.holdfast.inventory.Ecosystem;
import io.holdfast.inventory.FileEntry;
import io.holdfast.inventory.Inventory;
import io.holdfast.release.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is asked for. */
public sealed interface Query {

  /**
   * A package, by its own name or that of the source package it was built from.
   *
   * @param ecosystem null for any
   * @param namespace of its package URL, such as debian; empty for any
   * @param name in its ecosystem's form
   * @param versions which count
   * @param distro such as debian-13; empty for any
   */
  record OfPackage(
      @Nullable Ecosystem ecosystem,
      String namespace,
      String name,
      VersionSpan versions,
      String distro)
      implements Query {
    /** Whether a component is one; its source's version counts if the source has the name. */
    public boolean matches(Component component) {
      boolean own = component.name().equals(name);
      boolean source = component.source().equals(name);
      return (own || source)
          && (ecosystem == null || ecosystem == component.ecosystem())
          && (namespace.isEmpty() || component.purl().contains("/" + namespace + "/"))
          && (distro.isEmpty() || component.purl().contains("distro=" + distro))
          && versions.contains(
              component.ecosystem(), own ? component.version() : component.sourceVersion());
    }
  }

  /** A file by its path. */
  record OfPath(String path) implements Query {}

  /** A file by its content. */
  record OfDigest(Digest digest) implements Query {}

  /**
   * Reads a question: {@code pkg:deb/debian/xz-utils@>=5.6.0,<5.6.2}, a name with or without
   * {@code @} and versions, an absolute path, or the SHA-256 of a file.
   *
   * @throws IllegalArgumentException if it is none of these
   */
  static Query parse(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("the question is empty");
    }
    if (text.startsWith("/")) {
      return new OfPath(text);
    }
    if (text.startsWith("sha256:")) {
      return new OfDigest(Digest.parse(text));
    }
    if (text.matches("[0-9a-fA-F]{64}")) {
      return new OfDigest(new Digest(text.toLowerCase(Locale.ROOT)));
    }
    return text.startsWith("pkg:") ? PackageQuestion.ofUrl(text) : PackageQuestion.ofName(text);
  }

  /** What of an inventory answers it; none if it carries nothing of the kind. */
  default List<Find> in(Inventory inventory) {
    List<Find> found = new ArrayList<>();
    for (Component component : inventory.components()) {
      switch (this) {
        case OfPackage wanted -> {
          if (wanted.matches(component)) {
            found.add(new Find(component, ""));
          }
        }
        case OfPath wanted ->
            matching(component.files().stream(), wanted)
                .forEach(file -> found.add(new Find(component, file.path())));
        case OfDigest wanted ->
            matching(component.files().stream(), wanted)
                .forEach(file -> found.add(new Find(component, file.path())));
      }
    }
    matching(inventory.unowned().stream(), this)
        .forEach(file -> found.add(new Find(null, file.path())));
    return found;
  }

  private static Stream<FileEntry> matching(Stream<FileEntry> files, Query query) {
    return switch (query) {
      case OfPackage _ -> Stream.empty();
      case OfPath(String path) -> files.filter(file -> file.path().equals(path));
      case OfDigest(Digest digest) -> files.filter(file -> file.digest().equals(digest));
    };
  }

  /**
   * What was found.
   *
   * @param component that matches or owns the file; null for a file of nobody
   * @param path of the file; empty if a package was asked for
   */
  record Find(@Nullable Component component, String path) {}
}
