package io.holdfast.release.tuf;

import io.holdfast.release.json.JsonException;
import io.holdfast.release.json.JsonObject;
import io.holdfast.release.tuf.MetadataRefusedException.Reason;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a client believes at one point of the specification's workflow (section 5), and how it comes
 * to believe more: each method is one of its sections, takes the bytes of a file, and returns what
 * is believed then, or refuses them. No files, no network, no clock. Immutable.
 *
 * @param start the fixed update start time (section 5.1)
 * @param timestamp null as long as none is believed; as the others, it may be an older one that was
 *     kept, and then serves only to notice what is older still
 */
public record TrustedMetadata(
    Instant start,
    Root root,
    @Nullable Timestamp timestamp,
    @Nullable Snapshot snapshot,
    @Nullable Targets targets) {

  /**
   * Begins with a trusted root (section 5.2), whose expiry does not matter yet.
   *
   * @throws MetadataRefusedException if it is none, or not signed by its own keys
   */
  public static TrustedMetadata begin(Instant start, byte[] root) throws MetadataRefusedException {
    Envelope envelope = Envelope.parse("root.json", root);
    Root trusted = read(envelope, Root::parse);
    trusted.root().demand(envelope, "its own root keys");
    return new TrustedMetadata(start, trusted, null, null, null);
  }

  /**
   * The next root (sections 5.3.4 to 5.3.7). Where it takes away a key of the timestamp or the
   * snapshot role, what is believed of both is forgotten (section 5.3.11).
   */
  public TrustedMetadata withRoot(byte[] bytes) throws MetadataRefusedException {
    Envelope envelope = Envelope.parse(root.version() + 1 + ".root.json", bytes);
    Root next = read(envelope, Root::parse);
    root.root().demand(envelope, "the root keys of version " + root.version());
    next.root().demand(envelope, "its own root keys");
    if (next.version() != root.version() + 1) {
      throw new MetadataRefusedException(
          Reason.ROLLBACK,
          envelope.file()
              + " has version "
              + next.version()
              + ", and must have "
              + (root.version() + 1)
              + ". Whoever runs the repository must publish the roots one by one.");
    }
    return root.isRotatedBy(next)
        ? new TrustedMetadata(start, next, null, null, null)
        : new TrustedMetadata(start, next, timestamp, snapshot, targets);
  }

  /** Whether the next root made timestamp and snapshot be forgotten. */
  public boolean isRotatedBy(TrustedMetadata next) {
    return root.isRotatedBy(next.root);
  }

  /** Demands that the newest root is not expired (section 5.3.10). */
  public void demandFreshRoot() throws MetadataRefusedException {
    demandFresh("root.json", root);
  }

  /** A timestamp that was kept from an earlier update, expired or not. */
  public TrustedMetadata withKeptTimestamp(byte[] bytes) throws MetadataRefusedException {
    return new TrustedMetadata(start, root, timestamp(bytes), snapshot, targets);
  }

  /**
   * A timestamp as it was fetched (sections 5.4.2 to 5.4.4).
   *
   * @return the same if it is the version that is believed already: whatever else it says, it is
   *     not looked at
   */
  public TrustedMetadata withTimestamp(byte[] bytes) throws MetadataRefusedException {
    Timestamp found = timestamp(bytes);
    if (timestamp != null) {
      if (found.version() < timestamp.version()) {
        throw rollback("timestamp.json", found.version(), timestamp.version());
      }
      if (found.version() == timestamp.version()) {
        demandFresh("timestamp.json", timestamp);
        return this;
      }
      if (found.snapshot().version() < timestamp.snapshot().version()) {
        throw rollback(
            "the snapshot that timestamp.json names",
            found.snapshot().version(),
            timestamp.snapshot().version());
      }
    }
    demandFresh("timestamp.json", found);
    return new TrustedMetadata(start, root, found, snapshot, targets);
  }

  /** A snapshot that was kept from an earlier update, expired or not, and current or not. */
  public TrustedMetadata withKeptSnapshot(byte[] bytes) throws MetadataRefusedException {
    Envelope envelope = Envelope.parse("snapshot.json", bytes);
    Snapshot kept = read(envelope, Snapshot::parse);
    root.snapshot().demand(envelope, "the snapshot keys");
    return new TrustedMetadata(start, root, timestamp, kept, targets);
  }

  /** The snapshot that the timestamp names (sections 5.5.2 to 5.5.6). */
  public TrustedMetadata withSnapshot(byte[] bytes) throws MetadataRefusedException {
    MetaFile wanted = demandTimestamp().snapshot();
    wanted.demandBytes("snapshot.json", bytes, "timestamp.json");
    Envelope envelope = Envelope.parse("snapshot.json", bytes);
    Snapshot found = read(envelope, Snapshot::parse);
    root.snapshot().demand(envelope, "the snapshot keys");
    wanted.demandVersion("snapshot.json", found, "timestamp.json");
    if (snapshot != null) {
      demandNothingOlder(snapshot, found);
    }
    demandFresh("snapshot.json", found);
    return new TrustedMetadata(start, root, timestamp, found, targets);
  }

  /** The top-level targets that the snapshot names (sections 5.6.2 to 5.6.5). */
  public TrustedMetadata withTargets(byte[] bytes) throws MetadataRefusedException {
    return new TrustedMetadata(
        start,
        root,
        timestamp,
        snapshot,
        targets(Targets.ROLE, root.targets(), "the targets keys", bytes));
  }

  /** A delegated role's targets, by the same steps (section 5.6.7). */
  public Targets delegated(Delegation delegation, byte[] bytes) throws MetadataRefusedException {
    return targets(
        delegation.role(), delegation.signers(), "the keys of role " + delegation.role(), bytes);
  }

  /**
   * What the snapshot says of a targets role.
   *
   * @throws MetadataRefusedException if it says nothing: then the role is not to be used
   */
  public MetaFile metaOf(String role) throws MetadataRefusedException {
    MetaFile meta = demandSnapshot().of(role);
    if (meta == null) {
      throw new MetadataRefusedException(
          Reason.MISSING,
          "snapshot.json does not name "
              + role
              + ".json, so role "
              + role
              + " is not believed. Whoever runs the repository must publish a snapshot with it.");
    }
    return meta;
  }

  private Targets targets(String role, Signers signers, String whose, byte[] bytes)
      throws MetadataRefusedException {
    String file = role + ".json";
    MetaFile wanted = metaOf(role);
    wanted.demandBytes(file, bytes, "snapshot.json");
    Envelope envelope = Envelope.parse(file, bytes);
    Targets found = read(envelope, Targets::parse);
    signers.demand(envelope, whose);
    wanted.demandVersion(file, found, "snapshot.json");
    demandFresh(file, found);
    return found;
  }

  private Timestamp timestamp(byte[] bytes) throws MetadataRefusedException {
    Envelope envelope = Envelope.parse("timestamp.json", bytes);
    Timestamp found = read(envelope, Timestamp::parse);
    root.timestamp().demand(envelope, "the timestamp keys");
    return found;
  }

  /** Section 5.5.5. */
  private static void demandNothingOlder(Snapshot kept, Snapshot found)
      throws MetadataRefusedException {
    for (Map.Entry<String, MetaFile> before : kept.meta().entrySet()) {
      MetaFile now = found.meta().get(before.getKey());
      if (now == null) {
        throw new MetadataRefusedException(
            Reason.ROLLBACK,
            "snapshot.json does not name "
                + before.getKey()
                + " any more, which an earlier one named. Use another mirror; if all say so,"
                + " whoever runs the repository must publish it again.");
      }
      if (now.version() < before.getValue().version()) {
        throw rollback(
            before.getKey() + " in snapshot.json", now.version(), before.getValue().version());
      }
    }
  }

  private void demandFresh(String file, Metadata found) throws MetadataRefusedException {
    if (!found.isFresh(start)) {
      throw new MetadataRefusedException(
          Reason.EXPIRED,
          file
              + " version "
              + found.version()
              + " expired at "
              + found.expires()
              + ", and it is "
              + start
              + ". Either this machine's clock is wrong, or the mirror serves old metadata, or"
              + " nobody has signed newer: no change is taken from it.");
    }
  }

  private Timestamp demandTimestamp() {
    if (timestamp == null) {
      throw new IllegalStateException("a snapshot is looked at only after its timestamp");
    }
    return timestamp;
  }

  private Snapshot demandSnapshot() {
    if (snapshot == null) {
      throw new IllegalStateException("targets are looked at only after their snapshot");
    }
    return snapshot;
  }

  private static MetadataRefusedException rollback(String what, long found, long before) {
    return new MetadataRefusedException(
        Reason.ROLLBACK,
        what
            + " has version "
            + found
            + ", and version "
            + before
            + " was seen before: the mirror serves old metadata. Use another one.");
  }

  /** Reads what is signed; whether it is to be believed is decided after. */
  private static <T extends Metadata> T read(Envelope envelope, Reader<T> reader)
      throws MetadataRefusedException {
    try {
      return reader.read(envelope.signed());
    } catch (JsonException e) {
      throw Envelope.malformed(envelope.file(), e);
    }
  }

  /** Of one kind of metadata. */
  private interface Reader<T extends Metadata> {
    T read(JsonObject signed) throws JsonException;
  }
}
