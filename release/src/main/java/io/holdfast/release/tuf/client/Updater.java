package io.holdfast.release.tuf.client;

import io.holdfast.release.tuf.Delegation;
import io.holdfast.release.tuf.Delegations;
import io.holdfast.release.tuf.FileNames;
import io.holdfast.release.tuf.MetaFile;
import io.holdfast.release.tuf.MetadataRefusedException;
import io.holdfast.release.tuf.MetadataRefusedException.Reason;
import io.holdfast.release.tuf.Root;
import io.holdfast.release.tuf.Snapshot;
import io.holdfast.release.tuf.TargetFile;
import io.holdfast.release.tuf.Targets;
import io.holdfast.release.tuf.Timestamp;
import io.holdfast.release.tuf.TrustedMetadata;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One update cycle of a client (specification, section 5). What is believed is kept at once, so
 * that the next cycle begins where this one ended, however that was. For one thread.
 */
public final class Updater {
  /** Section 5.3.3's Y; as the specification proposes. */
  static final int MAX_ROOTS = 1024;

  /** Section 5.3.3's W: a root of hundreds of keys. */
  static final int MAX_ROOT_BYTES = 512 << 10;

  /** Section 5.4.1's X: names one file, signed by a few keys. */
  static final int MAX_TIMESTAMP_BYTES = 16 << 10;

  /** Section 5.5.1's Y: a line for each of some ten thousand roles. */
  static final int MAX_SNAPSHOT_BYTES = 2 << 20;

  /** Section 5.6.1's Z: some ten thousand targets, and little enough for a small node's memory. */
  static final int MAX_TARGETS_BYTES = 5 << 20;

  /** Section 5.6.7.1: how many roles are asked for one target. */
  static final int MAX_VISITED = 32;

  private final Fetcher repository;
  private final MetadataFolder folder;
  private TrustedMetadata trusted;

  private Updater(Fetcher repository, MetadataFolder folder, TrustedMetadata trusted) {
    this.repository = repository;
    this.folder = folder;
    this.trusted = trusted;
  }

  /**
   * Begins an update with the root that is kept (sections 5.1 and 5.2).
   *
   * @param start now
   * @throws MetadataRefusedException if the kept root is none or not signed as it says
   * @throws IOException if there is none
   */
  public static Updater begin(Fetcher repository, MetadataFolder folder, Instant start)
      throws IOException, MetadataRefusedException {
    byte[] root = folder.read(Root.ROLE, MAX_ROOT_BYTES);
    if (root == null) {
      throw new IOException(
          "There is no trusted root in "
              + folder.folder()
              + ". Begin with one that you were given: holdfast repo client --metadata-dir "
              + folder.folder()
              + " init FILE");
    }
    return new Updater(repository, folder, TrustedMetadata.begin(start, root));
  }

  /**
   * Brings the top-level metadata up to date (sections 5.3 to 5.6).
   *
   * @return what is believed
   * @throws MetadataRefusedException at the first step that fails; what was believed before it is
   *     kept
   * @throws IOException if something cannot be fetched or kept
   */
  public TrustedMetadata refresh() throws IOException, MetadataRefusedException {
    updateRoot();
    updateTimestamp();
    updateSnapshot();
    updateTargets();
    return trusted;
  }

  /**
   * Looks for a target among all that may speak for it, top-level first, then depth first in the
   * order of delegations (section 5.6.7).
   *
   * @param target its path
   * @throws MetadataRefusedException if there is none, or a role on the way cannot be believed
   * @throws IOException if a role's metadata cannot be fetched or kept
   * @throws IllegalStateException before {@link #refresh}
   */
  public TargetFile find(String target) throws IOException, MetadataRefusedException {
    Targets top = trusted.targets();
    if (top == null) {
      throw new IllegalStateException("targets are looked for only after a refresh");
    }
    Set<String> visited = new HashSet<>(Set.of(Targets.ROLE));
    Deque<Delegation> next = new ArrayDeque<>();
    Targets asked = top;
    while (true) {
      TargetFile found = asked.targets().get(target);
      if (found != null) {
        return found;
      }
      descend(asked.delegations().covering(target), next);
      Delegation delegation = unvisited(next, visited);
      if (delegation == null || visited.size() > MAX_VISITED) {
        throw new MetadataRefusedException(
            Reason.NO_SUCH_TARGET,
            repository.describe()
                + " has no target "
                + target
                + " that the roles which may speak for it know of. Choose another, or publish it.");
      }
      asked = delegated(delegation);
    }
  }

  /**
   * All roles to which the top-level targets role delegates by name, in its order.
   *
   * @throws MetadataRefusedException if one of them cannot be believed
   * @throws IllegalStateException before {@link #refresh}
   */
  public Map<Delegation, Targets> roles() throws IOException, MetadataRefusedException {
    Targets top = trusted.targets();
    if (top == null) {
      throw new IllegalStateException("roles are looked for only after a refresh");
    }
    Map<Delegation, Targets> roles = new LinkedHashMap<>();
    if (top.delegations() instanceof Delegations.Roles(List<Delegation> named)) {
      for (Delegation each : named) {
        roles.put(each, delegated(each));
      }
    }
    return roles;
  }

  /** What is believed by now. */
  public TrustedMetadata trusted() {
    return trusted;
  }

  private void updateRoot() throws IOException, MetadataRefusedException {
    for (int i = 0; i < MAX_ROOTS; i++) {
      String file = FileNames.metadata(Root.ROLE, trusted.root().version() + 1);
      byte[] bytes = fetch(file, MAX_ROOT_BYTES);
      if (bytes == null) {
        break;
      }
      TrustedMetadata next = trusted.withRoot(bytes);
      if (trusted.isRotatedBy(next)) {
        // Before the new root is kept: a machine that dies in between does it again.
        folder.forgetOnline();
      }
      folder.write(Root.ROLE, bytes);
      trusted = next;
    }
    trusted.demandFreshRoot();
  }

  private void updateTimestamp() throws IOException, MetadataRefusedException {
    byte[] kept = folder.read(Timestamp.ROLE, MAX_TIMESTAMP_BYTES);
    if (kept != null) {
      try {
        trusted = trusted.withKeptTimestamp(kept);
      } catch (MetadataRefusedException e) {
        // Damaged, or signed by keys that do not count any more: as good as none.
      }
    }
    byte[] bytes = demand(FileNames.metadata(Timestamp.ROLE), MAX_TIMESTAMP_BYTES);
    TrustedMetadata next = trusted.withTimestamp(bytes);
    if (!next.equals(trusted)) {
      folder.write(Timestamp.ROLE, bytes);
      trusted = next;
    }
  }

  private void updateSnapshot() throws IOException, MetadataRefusedException {
    byte[] kept = folder.read(Snapshot.ROLE, MAX_SNAPSHOT_BYTES);
    if (kept != null) {
      try {
        trusted = trusted.withKeptSnapshot(kept);
        trusted = trusted.withSnapshot(kept);
        return;
      } catch (MetadataRefusedException e) {
        // It is not the one that the timestamp names, and may still say what is older.
      }
    }
    Timestamp timestamp = trusted.timestamp();
    MetaFile meta = timestamp == null ? null : timestamp.snapshot();
    byte[] bytes = demand(Snapshot.ROLE, meta, MAX_SNAPSHOT_BYTES);
    trusted = trusted.withSnapshot(bytes);
    folder.write(Snapshot.ROLE, bytes);
  }

  private void updateTargets() throws IOException, MetadataRefusedException {
    byte[] kept = folder.read(Targets.ROLE, MAX_TARGETS_BYTES);
    if (kept != null) {
      try {
        trusted = trusted.withTargets(kept);
        return;
      } catch (MetadataRefusedException e) {
        // It is not the one that the snapshot names.
      }
    }
    byte[] bytes = demand(Targets.ROLE, trusted.metaOf(Targets.ROLE), MAX_TARGETS_BYTES);
    trusted = trusted.withTargets(bytes);
    folder.write(Targets.ROLE, bytes);
  }

  /** Verified for each delegation anew: another delegator may have named other keys. */
  private Targets delegated(Delegation delegation) throws IOException, MetadataRefusedException {
    String role = delegation.role();
    MetaFile meta = trusted.metaOf(role);
    byte[] kept = folder.read(role, MAX_TARGETS_BYTES);
    if (kept != null) {
      try {
        return trusted.delegated(delegation, kept);
      } catch (MetadataRefusedException e) {
        // It is not the one that the snapshot names, or came by another delegator's keys.
      }
    }
    byte[] bytes = demand(role, meta, MAX_TARGETS_BYTES);
    Targets targets = trusted.delegated(delegation, bytes);
    folder.write(role, bytes);
    return targets;
  }

  /** The first of them is to be asked first, and none behind one that is terminating. */
  private static void descend(List<Delegation> delegations, Deque<Delegation> next) {
    Deque<Delegation> first = new ArrayDeque<>();
    for (Delegation delegation : delegations) {
      first.push(delegation);
      if (delegation.terminating()) {
        next.clear();
        break;
      }
    }
    first.forEach(next::push);
  }

  private static @Nullable Delegation unvisited(Deque<Delegation> next, Set<String> visited) {
    while (!next.isEmpty()) {
      Delegation delegation = next.pop();
      if (visited.add(delegation.role())) {
        return delegation;
      }
    }
    return null;
  }

  private byte[] demand(String role, @Nullable MetaFile meta, int most)
      throws IOException, MetadataRefusedException {
    if (meta == null) {
      throw new IllegalStateException("what comes first was not looked at");
    }
    String file =
        trusted.root().consistentSnapshot()
            ? FileNames.metadata(role, meta.version())
            : FileNames.metadata(role);
    return demand(file, meta.limit(most));
  }

  private byte[] demand(String file, int most) throws IOException, MetadataRefusedException {
    byte[] bytes = fetch(file, most);
    if (bytes == null) {
      throw new MetadataRefusedException(
          Reason.MISSING,
          repository.describe()
              + " has no "
              + file
              + ". It is incomplete, or is being written: try again, or use another mirror.");
    }
    return bytes;
  }

  private byte @Nullable [] fetch(String file, int most)
      throws IOException, MetadataRefusedException {
    try {
      return repository.fetch(file, most);
    } catch (TooLargeException e) {
      throw new MetadataRefusedException(
          Reason.TOO_LARGE,
          file
              + " at "
              + repository.describe()
              + " has more than the "
              + most
              + " bytes that it may have, and was not read. Use another mirror.");
    }
  }
}
