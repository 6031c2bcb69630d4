package io.holdfast.release.tuf.signing;

import io.holdfast.release.admission.Statements;
import io.holdfast.release.repository.SignedStatements;
import io.holdfast.release.tuf.Delegation;
import io.holdfast.release.tuf.Delegations;
import io.holdfast.release.tuf.FileNames;
import io.holdfast.release.tuf.Metadata;
import io.holdfast.release.tuf.MetadataRefusedException;
import io.holdfast.release.tuf.MetadataRefusedException.Reason;
import io.holdfast.release.tuf.Root;
import io.holdfast.release.tuf.Signers;
import io.holdfast.release.tuf.Snapshot;
import io.holdfast.release.tuf.TargetFile;
import io.holdfast.release.tuf.Targets;
import io.holdfast.release.tuf.Timestamp;
import io.holdfast.release.tuf.TrustedMetadata;
import io.holdfast.release.tuf.client.Fetcher;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All metadata of a repository of Holdfast, verified from its first root on. Immutable.
 *
 * @param delegated by role, in the order of delegations
 */
public record Holdings(TrustedMetadata trusted, Map<String, Delegated> delegated) {
  /** As a client's limits. */
  private static final int MAX_BYTES = 5 << 20;

  private static final int MAX_ROOTS = 1024;

  /** A delegated role, and what it says. */
  public record Delegated(Delegation delegation, Targets targets) {}

  /**
   * Reads and verifies everything.
   *
   * @param metadata the repository's metadata
   * @param at the moment at which it must not have expired; {@link Instant#MIN} if it may have
   * @throws MetadataRefusedException if anything is not as it must be
   */
  public static Holdings read(Fetcher metadata, Instant at)
      throws IOException, MetadataRefusedException {
    return read(
        metadata, TrustedMetadata.begin(at, demand(metadata, FileNames.metadata(Root.ROLE, 1))));
  }

  /** As {@link #read(Fetcher, Instant)}, and it must follow from what is believed already. */
  static Holdings read(Fetcher metadata, TrustedMetadata believed)
      throws IOException, MetadataRefusedException {
    TrustedMetadata trusted = believed;
    for (int i = 0; i < MAX_ROOTS; i++) {
      byte[] next =
          metadata.fetch(FileNames.metadata(Root.ROLE, trusted.root().version() + 1), MAX_BYTES);
      if (next == null) {
        break;
      }
      trusted = trusted.withRoot(next);
    }
    trusted.demandFreshRoot();
    trusted = trusted.withTimestamp(demand(metadata, FileNames.metadata(Timestamp.ROLE)));
    Timestamp timestamp = trusted.timestamp();
    long snapshot = timestamp == null ? 0 : timestamp.snapshot().version();
    trusted = trusted.withSnapshot(demand(metadata, FileNames.metadata(Snapshot.ROLE, snapshot)));
    trusted = trusted.withTargets(demandNamed(metadata, trusted, Targets.ROLE));
    Map<String, Delegated> delegated = new LinkedHashMap<>();
    Targets top = trusted.targets();
    if (top != null && top.delegations() instanceof Delegations.Roles roles) {
      for (Delegation each : roles.roles()) {
        delegated.put(
            each.role(),
            new Delegated(
                each, trusted.delegated(each, demandNamed(metadata, trusted, each.role()))));
      }
    }
    return new Holdings(trusted, delegated);
  }

  /**
   * What it says must not run.
   *
   * @param targets where the list of what is withdrawn is fetched
   */
  Statements statements(Fetcher targets) throws IOException, MetadataRefusedException {
    Map<Delegation, Targets> roles = new LinkedHashMap<>();
    delegated.values().forEach(each -> roles.put(each.delegation(), each.targets()));
    return SignedStatements.read(roles, targets);
  }

  /** The target of a path, of a role that may speak for it; null if there is none. */
  public @Nullable TargetFile find(String path) {
    for (Delegated each : delegated.values()) {
      if (each.delegation().paths().covers(path)) {
        TargetFile target = each.targets().targets().get(path);
        if (target != null || each.delegation().terminating()) {
          return target;
        }
      }
    }
    return null;
  }

  /** All roles, in the order in which they are shown. */
  public List<String> roles() {
    List<String> roles =
        new ArrayList<>(List.of(Root.ROLE, Timestamp.ROLE, Snapshot.ROLE, Targets.ROLE));
    roles.addAll(delegated.keySet());
    return roles;
  }

  /** Who signs for a role. */
  public Signers signers(String role) {
    Root root = trusted.root();
    return switch (role) {
      case Root.ROLE -> root.root();
      case Timestamp.ROLE -> root.timestamp();
      case Snapshot.ROLE -> root.snapshot();
      case Targets.ROLE -> root.targets();
      default -> present(delegated.get(role)).delegation().signers();
    };
  }

  /** What a role says. */
  public Metadata says(String role) {
    return switch (role) {
      case Root.ROLE -> trusted.root();
      case Timestamp.ROLE -> timestamp();
      case Snapshot.ROLE -> snapshot();
      case Targets.ROLE -> top();
      default -> present(delegated.get(role)).targets();
    };
  }

  /** The version of what a role says; 0 if there is no such role. */
  long version(String role) {
    return roles().contains(role) ? says(role).version() : 0;
  }

  /** The top-level targets. */
  Targets top() {
    return present(trusted.targets());
  }

  Snapshot snapshot() {
    return present(trusted.snapshot());
  }

  Timestamp timestamp() {
    return present(trusted.timestamp());
  }

  private static byte[] demandNamed(Fetcher metadata, TrustedMetadata trusted, String role)
      throws IOException, MetadataRefusedException {
    return demand(metadata, FileNames.metadata(role, trusted.metaOf(role).version()));
  }

  private static byte[] demand(Fetcher metadata, String file)
      throws IOException, MetadataRefusedException {
    byte[] bytes = metadata.fetch(file, MAX_BYTES);
    if (bytes == null) {
      throw new MetadataRefusedException(
          Reason.MISSING,
          metadata.describe()
              + " has no "
              + file
              + ". Begin its metadata with 'holdfast repo init', or use another mirror.");
    }
    return bytes;
  }

  private static <T> T present(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("all top-level metadata was read");
    }
    return value;
  }
}
