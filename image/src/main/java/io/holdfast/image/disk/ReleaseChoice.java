package io.holdfast.image.disk;

import io.holdfast.release.Version;
import io.holdfast.release.manifest.ReleaseName;
import io.holdfast.release.repository.ReleaseEntry;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which of a repository's releases is meant. A pure function. */
final class ReleaseChoice {
  /** More names than this in one message help nobody. */
  private static final int NAMES_IN_MESSAGE = 10;

  private ReleaseChoice() {}

  /**
   * The release of this name and version.
   *
   * @param name null for the only one there is
   * @param version null for the newest; any other need not be listed
   * @param repository for messages
   * @throws InstallFailedException if it is not clear which
   */
  static ReleaseEntry of(
      List<ReleaseEntry> entries,
      @Nullable ReleaseName name,
      @Nullable Version version,
      String repository)
      throws InstallFailedException {
    ReleaseName wanted = name == null ? onlyName(entries, repository) : name;
    if (version != null) {
      return new ReleaseEntry(wanted, version);
    }
    return ReleaseEntry.newest(entries, wanted)
        .orElseThrow(
            () ->
                new InstallFailedException(
                    "The repository "
                        + repository
                        + " lists no release named "
                        + wanted
                        + ". It has: "
                        + names(entries)
                        + "."));
  }

  private static ReleaseName onlyName(List<ReleaseEntry> entries, String repository)
      throws InstallFailedException {
    List<ReleaseName> names = entries.stream().map(ReleaseEntry::name).distinct().toList();
    if (names.size() == 1) {
      return names.getFirst();
    }
    throw new InstallFailedException(
        names.isEmpty()
            ? "The repository " + repository + " has no releases yet. Build one first."
            : "The repository "
                + repository
                + " has releases of several names: "
                + names(entries)
                + ". Say which one to install.");
  }

  private static String names(List<ReleaseEntry> entries) {
    return entries.isEmpty()
        ? "none"
        : entries.stream()
            .map(entry -> entry.name().text())
            .distinct()
            .limit(NAMES_IN_MESSAGE)
            .collect(Collectors.joining(", "));
  }
}
