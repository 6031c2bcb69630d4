package io.holdfast.release.tuf.signing;

import io.holdfast.host.DurableFile;
import io.holdfast.release.Digest;
import io.holdfast.release.Version;
import io.holdfast.release.admission.Admission;
import io.holdfast.release.admission.NotAdmittedException;
import io.holdfast.release.admission.Statements;
import io.holdfast.release.admission.Withdrawn;
import io.holdfast.release.admission.Withdrawn.Kind;
import io.holdfast.release.content.ChannelName;
import io.holdfast.release.json.JsonObject;
import io.holdfast.release.manifest.ReleaseName;
import io.holdfast.release.repository.Repository;
import io.holdfast.release.repository.RepositoryFetcher;
import io.holdfast.release.repository.RepositoryWriter;
import io.holdfast.release.repository.SignedStatements;
import io.holdfast.release.trust.KeyPlaceException;
import io.holdfast.release.trust.SignedManifest;
import io.holdfast.release.tuf.Delegation;
import io.holdfast.release.tuf.Delegations;
import io.holdfast.release.tuf.FileNames;
import io.holdfast.release.tuf.Hashes;
import io.holdfast.release.tuf.MetaFile;
import io.holdfast.release.tuf.Metadata;
import io.holdfast.release.tuf.MetadataRefusedException;
import io.holdfast.release.tuf.MetadataRefusedException.Reason;
import io.holdfast.release.tuf.Root;
import io.holdfast.release.tuf.SignedFile;
import io.holdfast.release.tuf.Signers;
import io.holdfast.release.tuf.Snapshot;
import io.holdfast.release.tuf.TargetFile;
import io.holdfast.release.tuf.Targets;
import io.holdfast.release.tuf.Timestamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The signed metadata of a repository in a folder, and each change to it (specification, section
 * 6). A change becomes visible with the timestamp, which is written last: a machine that dies
 * before leaves what was there, and the change is done again. For one thread; the repository's lock
 * keeps other processes out.
 *
 * <pre>
 * metadata/N.root.json          all roots
 * metadata/timestamp.json       which snapshot
 * metadata/N.ROLE.json          snapshot, targets, releases, extensions, content.CHANNEL, advisories
 * targets/releases/HASH.NAME-VERSION.json         a release's manifest
 * targets/content/CHANNEL/HASH.VERSION.json       a content manifest
 * targets/advisories/HASH.withdrawn.json          what is withdrawn
 * </pre>
 *
 * @param folder the repository's
 * @param now of the change
 */
public record SignedRepository(Path folder, Instant now) {
  /** A year and some weeks, so that a yearly ceremony may be late. */
  private static final Duration OFFLINE = Duration.ofDays(400);

  private static final Duration SNAPSHOT = Duration.ofDays(100);

  /** How long a mirror can hide what is new; who publishes monthly need not do more. */
  private static final Duration TIMESTAMP = Duration.ofDays(45);

  /**
   * Begins the metadata of a repository, and makes the keys of all its roles that are not there.
   *
   * @param channels each gets a role and keys of its own
   * @param thresholds how many keys a role has, and all of which must sign; one where nothing is
   *     said
   * @return the first root, which nodes are given
   * @throws MetadataRefusedException if it has metadata already
   */
  public Path init(RoleKeys keys, List<ChannelName> channels, Map<String, Integer> thresholds)
      throws IOException, KeyPlaceException, MetadataRefusedException {
    try (RepositoryWriter _ = RepositoryWriter.open(folder)) {
      Path root = metadata().resolve(FileNames.metadata(Root.ROLE, 1));
      if (Files.exists(metadata().resolve("timestamp.json"), LinkOption.NOFOLLOW_LINKS)) {
        throw new MetadataRefusedException(
            Reason.MISMATCH,
            folder + " has signed metadata already, timestamp.json. Nothing was changed.");
      }
      Files.createDirectories(metadata());
      List<Delegation> delegations = new ArrayList<>();
      List<String> roles = new ArrayList<>(List.of(RoleName.RELEASES, RoleName.EXTENSIONS));
      channels.forEach(channel -> roles.add(RoleName.of(channel)));
      roles.add(RoleName.ADVISORIES);
      Map<String, Integer> wanted = new LinkedHashMap<>(thresholds);
      for (String role : roles.stream().distinct().toList()) {
        delegations.add(RoleName.delegation(role, make(keys, role, wanted)));
      }
      Root first =
          new Root(
              1,
              now.plus(OFFLINE),
              true,
              make(keys, Root.ROLE, wanted),
              make(keys, Timestamp.ROLE, wanted),
              make(keys, Snapshot.ROLE, wanted),
              make(keys, Targets.ROLE, wanted));
      wanted.remove(Root.ROLE);
      if (!wanted.isEmpty()) {
        throw new IllegalArgumentException("there is no role " + wanted.keySet());
      }
      DurableFile.replace(root, SignedFile.of(first, keys.demand(Root.ROLE, first.root())));
      Map<String, MetaFile> meta = new LinkedHashMap<>();
      for (Delegation each : delegations) {
        Targets empty = new Targets(1, now.plus(OFFLINE), Map.of(), Delegations.NONE);
        write(each.role(), empty, keys, each.signers(), meta);
      }
      Targets top = new Targets(1, now.plus(OFFLINE), Map.of(), new Delegations.Roles(delegations));
      write(Targets.ROLE, top, keys, first.targets(), meta);
      seal(first, 1, 1, meta, keys);
      return root;
    }
  }

  /**
   * Reads and verifies all metadata, expired or not.
   *
   * @throws MetadataRefusedException if anything is not as it must be
   */
  public Holdings holdings() throws IOException, MetadataRefusedException {
    return Holdings.read(RepositoryFetcher.at(metadata().toString()), Instant.MIN);
  }

  /**
   * Vouches for a release that is in the repository.
   *
   * @param floor whether no node is to go below it any more
   * @throws NotAdmittedException if it is withdrawn
   */
  public TargetFile publish(ReleaseName name, Version version, boolean floor, RoleKeys keys)
      throws IOException, MetadataRefusedException, NotAdmittedException {
    SignedManifest manifest = Repository.at(folder.toString()).manifest(name, version);
    return publish(
        RoleName.RELEASES,
        new Subject(Kind.RELEASE, name.text(), version, manifest),
        SignedStatements.target(name, version),
        floor,
        keys);
  }

  /** As for a release, for a version of content or an extension. */
  public TargetFile publish(ChannelName channel, Version version, boolean floor, RoleKeys keys)
      throws IOException, MetadataRefusedException, NotAdmittedException {
    SignedManifest manifest = Repository.at(folder.toString()).content(channel, version);
    return publish(
        RoleName.of(channel),
        new Subject(Kind.CONTENT, channel.text(), version, manifest),
        SignedStatements.target(channel, version),
        floor,
        keys);
  }

  /** What is vouched for. */
  private record Subject(Kind kind, String name, Version version, SignedManifest manifest) {}

  private TargetFile publish(
      String role, Subject subject, String path, boolean floor, RoleKeys keys)
      throws IOException, MetadataRefusedException, NotAdmittedException {
    try (RepositoryWriter _ = RepositoryWriter.open(folder)) {
      Holdings holdings = holdings();
      Digest digest = subject.manifest().digest();
      byte[] bytes = subject.manifest().manifest();
      Admission.Refused refused =
          statements(holdings)
              .against(subject.kind(), subject.name(), subject.version(), digest, null);
      if (refused != null) {
        throw new NotAdmittedException(refused.reason() + ". " + refused.remedy());
      }
      JsonObject custom =
          SignedStatements.custom(subject.kind(), subject.name(), subject.version(), floor);
      TargetFile target = new TargetFile(path, bytes.length, Hashes.sha256(digest.hex()), custom);
      change(holdings, role, target, bytes, keys);
      return target;
    }
  }

  /**
   * Withdraws a release or a version of content: from the next update on no node activates it.
   *
   * @throws NotAdmittedException if it is withdrawn already
   */
  public void withdraw(Withdrawn withdrawn, RoleKeys keys)
      throws IOException, MetadataRefusedException, NotAdmittedException {
    try (RepositoryWriter _ = RepositoryWriter.open(folder)) {
      Holdings holdings = holdings();
      Statements before = statements(holdings);
      Withdrawn there = before.of(withdrawn.manifest());
      if (there != null) {
        throw new NotAdmittedException(
            there + " is withdrawn already (" + there.advisory() + "). Nothing was changed.");
      }
      List<Withdrawn> all = new ArrayList<>(before.withdrawn());
      all.add(withdrawn);
      byte[] bytes = new Statements(all, Map.of()).toJson();
      TargetFile target =
          new TargetFile(
              SignedStatements.WITHDRAWN,
              bytes.length,
              Hashes.sha256(Digest.of(bytes).hex()),
              new JsonObject(Map.of()));
      change(holdings, RoleName.ADVISORIES, target, bytes, keys);
    }
  }

  /**
   * What the metadata says must not run.
   *
   * @throws MetadataRefusedException if the list is not the one that the metadata names
   */
  public Statements statements(Holdings holdings) throws IOException, MetadataRefusedException {
    Map<Delegation, Targets> roles = new LinkedHashMap<>();
    holdings.delegated().values().forEach(each -> roles.put(each.delegation(), each.targets()));
    return SignedStatements.read(
        roles, RepositoryFetcher.at(folder.resolve(SignedStatements.TARGETS).toString()));
  }

  private void change(
      Holdings holdings, String role, TargetFile target, byte[] bytes, RoleKeys keys)
      throws IOException {
    Holdings.Delegated delegated = holdings.delegated().get(role);
    if (delegated == null) {
      throw new IOException(
          folder
              + " has no role "
              + role
              + ": nobody may sign for "
              + target.path()
              + ". Begin it with that channel: holdfast repo init --channel");
    }
    Map<String, TargetFile> targets = new LinkedHashMap<>(delegated.targets().targets());
    targets.put(target.path(), target);
    Path file = folder.resolve(SignedStatements.TARGETS).resolve(FileNames.target(target, true));
    Path parent = file.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    DurableFile.replace(file, bytes);
    Targets next =
        new Targets(
            delegated.targets().version() + 1, now.plus(OFFLINE), targets, Delegations.NONE);
    Map<String, MetaFile> meta = new LinkedHashMap<>(holdings.snapshot().meta());
    write(role, next, keys, delegated.delegation().signers(), meta);
    seal(
        holdings.trusted().root(),
        holdings.snapshot().version() + 1,
        holdings.timestamp().version() + 1,
        meta,
        keys);
  }

  /** Snapshot, and then the timestamp, with which everything becomes visible. */
  private void seal(
      Root root, long snapshot, long timestamp, Map<String, MetaFile> meta, RoleKeys keys)
      throws IOException {
    Map<String, MetaFile> named = new LinkedHashMap<>();
    write(
        Snapshot.ROLE,
        new Snapshot(snapshot, now.plus(SNAPSHOT), meta),
        keys,
        root.snapshot(),
        named);
    MetaFile newest = named.get(Snapshot.ROLE + ".json");
    if (newest == null) {
      throw new IllegalStateException("the snapshot was written");
    }
    Timestamp seal = new Timestamp(timestamp, now.plus(TIMESTAMP), newest);
    DurableFile.replace(
        metadata().resolve(FileNames.metadata(Timestamp.ROLE)),
        SignedFile.of(seal, keys.demand(Timestamp.ROLE, root.timestamp())));
  }

  private void write(
      String role, Metadata metadata, RoleKeys keys, Signers signers, Map<String, MetaFile> meta)
      throws IOException {
    byte[] bytes = SignedFile.of(metadata, keys.demand(role, signers));
    DurableFile.replace(metadata().resolve(FileNames.metadata(role, metadata.version())), bytes);
    meta.put(role + ".json", MetaFile.of(metadata.version(), bytes));
  }

  private static Signers make(RoleKeys keys, String role, Map<String, Integer> thresholds)
      throws IOException, KeyPlaceException {
    Integer said = role.equals(Root.ROLE) ? thresholds.get(role) : thresholds.remove(role);
    int threshold = said == null ? 1 : said;
    if (threshold < 1 || threshold > RoleKeys.MAX_KEYS) {
      throw new IllegalArgumentException(
          "a role has from 1 to " + RoleKeys.MAX_KEYS + " keys, not " + threshold);
    }
    return Signers.of(threshold, keys.create(role, threshold));
  }

  private Path metadata() {
    return folder.resolve(SignedStatements.METADATA);
  }
}
