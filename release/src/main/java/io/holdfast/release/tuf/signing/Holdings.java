package io.holdfast.release.tuf.signing;

import io.holdfast.release.tuf.Delegation;
import io.holdfast.release.tuf.Delegations;
import io.holdfast.release.tuf.FileNames;
import io.holdfast.release.tuf.MetadataRefusedException;
import io.holdfast.release.tuf.MetadataRefusedException.Reason;
import io.holdfast.release.tuf.Root;
import io.holdfast.release.tuf.Snapshot;
import io.holdfast.release.tuf.Targets;
import io.holdfast.release.tuf.Timestamp;
import io.holdfast.release.tuf.TrustedMetadata;
import io.holdfast.release.tuf.client.Fetcher;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
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
    TrustedMetadata trusted =
        TrustedMetadata.begin(at, demand(metadata, FileNames.metadata(Root.ROLE, 1)));
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
