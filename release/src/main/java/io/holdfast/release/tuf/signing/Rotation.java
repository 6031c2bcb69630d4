package io.holdfast.release.tuf.signing;

import io.holdfast.release.trust.KeyPlaceException;
import io.holdfast.release.trust.ReleaseKey;
import io.holdfast.release.tuf.RoleKey;
import io.holdfast.release.tuf.Signers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which keys of a role are exchanged for which.
 *
 * @param dropped those that shall not count any more, each by its id, the beginning of it, or its
 *     file; empty for all
 * @param given public halves of new keys that were made elsewhere
 * @param count how many keys there are after it; null for as many as before
 */
public record Rotation(Set<String> dropped, List<ReleaseKey> given, @Nullable KeyCount count) {
  /** Fewer digits of an id are a typing mistake. */
  private static final int LEAST_DIGITS = 8;

  /** Every key for a new one. */
  public static final Rotation OF_ALL = new Rotation(Set.of(), List.of(), null);

  /** Copies. */
  public Rotation {
    dropped = Set.copyOf(dropped);
    given = List.copyOf(given);
  }

  /** Where new keys are made; asked only when one is. */
  @FunctionalInterface
  public interface Maker {
    /** A folder, and the passphrase of new keys in it. */
    RoleKeys keys() throws IOException;
  }

  /**
   * Who signs after it; the new keys that were not given are made.
   *
   * @param made where
   * @throws IllegalArgumentException if a key that is to be dropped is none of the role's, or more
   *     keys stay than there shall be
   */
  Signers of(String role, Signers before, Maker made) throws IOException, KeyPlaceException {
    Set<RoleKey> keys = new LinkedHashSet<>(dropped.isEmpty() ? Set.of() : before.keys());
    for (String each : dropped) {
      keys.remove(find(each, role, before));
    }
    given.forEach(key -> keys.add(RoleKey.of(key)));
    int wanted = count == null ? before.keys().size() : count.keys();
    if (keys.size() > wanted) {
      throw new IllegalArgumentException(
          "role " + role + " would have " + keys.size() + " keys, not " + wanted);
    }
    while (keys.size() < wanted) {
      keys.add(RoleKey.of(ReleaseKey.read(made.keys().add(role).publicFile())));
    }
    return new Signers(keys, count == null ? before.threshold() : count.threshold());
  }

  private static RoleKey find(String named, String role, Signers before) throws IOException {
    String id =
        Files.isRegularFile(Path.of(named))
            ? RoleKey.of(ReleaseKey.read(Path.of(named))).id()
            : named;
    List<RoleKey> found =
        before.keys().stream()
            .filter(key -> id.length() >= LEAST_DIGITS && key.id().startsWith(id))
            .toList();
    if (found.size() != 1) {
      throw new IllegalArgumentException(
          "'"
              + named
              + "' is "
              + (found.isEmpty() ? "no key" : "the beginning of several keys")
              + " of role "
              + role
              + "; 'holdfast repo show' lists its keys");
    }
    return found.getFirst();
  }
}
