package io.holdfast.release.repository;

import io.holdfast.release.Version;
import io.holdfast.release.manifest.ReleaseName;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** One line of a repository's list: an unsigned hint that this release is there. */
public record ReleaseEntry(ReleaseName name, Version version) implements Comparable<ReleaseEntry> {
  private static final Comparator<ReleaseEntry> ORDER =
      Comparator.comparing(ReleaseEntry::name)
          .thenComparing(ReleaseEntry::version)
          .thenComparing(entry -> entry.version().text());

  /** The entry of this name with the highest version. */
  public static Optional<ReleaseEntry> newest(Collection<ReleaseEntry> entries, ReleaseName name) {
    return entries.stream().filter(entry -> entry.name().equals(name)).max(ORDER);
  }

  /** By name, then from the lowest version to the highest. */
  @Override
  public int compareTo(ReleaseEntry other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return name + " " + version;
  }
}
