package io.holdfast.release.trust;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Where private keys may lie. Stateless. */
public final class KeyPlace {
  private static final String GIT = ".git";
  private static final String HOLDFAST_REPOSITORY = "repository.json";

  /** Deeper than any path that a kernel takes (PATH_MAX), so it only ends a mistake. */
  private static final int MAX_DEPTH = 2048;

  private KeyPlace() {}

  /**
   * Checks that a folder, which need not be there yet, lies in no repository: a key that lies in
   * one gets published sooner or later.
   *
   * @throws KeyPlaceException if it, or what is above it, is a git repository or one of Holdfast
   * @throws IOException if a link on the way cannot be followed
   */
  public static void demandOutsideRepositories(Path folder) throws KeyPlaceException, IOException {
    Path above = folder.toAbsolutePath().normalize();
    for (int i = 0; i < MAX_DEPTH && above != null; i++) {
      if (Files.exists(above)) {
        // Only now can links be followed, and what is above a link's target counts.
        above = above.toRealPath();
        demandNoRepository(folder, above);
      }
      above = above.getParent();
    }
  }

  private static void demandNoRepository(Path folder, Path above) throws KeyPlaceException {
    String kind = null;
    if (Files.exists(above.resolve(GIT), LinkOption.NOFOLLOW_LINKS)) {
      kind = "a git repository";
    } else if (Files.exists(above.resolve(HOLDFAST_REPOSITORY), LinkOption.NOFOLLOW_LINKS)) {
      kind = "a repository of releases";
    }
    if (kind != null) {
      throw new KeyPlaceException(
          folder
              + " lies in "
              + kind
              + ", "
              + above
              + ", and private keys there would be published some day. Name a folder outside.");
    }
  }
}
