package io.holdfast.release.tuf.signing;

import io.holdfast.release.Version;
import io.holdfast.release.admission.NotAdmittedException;
import io.holdfast.release.admission.Statements;
import io.holdfast.release.admission.Withdrawn;
import io.holdfast.release.content.ChannelName;
import io.holdfast.release.manifest.ReleaseName;
import io.holdfast.release.repository.RepositoryFetcher;
import io.holdfast.release.repository.RepositoryWriter;
import io.holdfast.release.repository.SignedStatements;
import io.holdfast.release.trust.KeyPlaceException;
import io.holdfast.release.tuf.Delegation;
import io.holdfast.release.tuf.Delegations;
import io.holdfast.release.tuf.FileNames;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The signed metadata of a repository in a folder (specification, section 6). A change is drafted
 * ({@link Drafting}), signed, and accepted here, where it becomes visible with the timestamp, which
 * is written last: a machine that dies before leaves what was there, and the change is done again.
 * For one thread; the repository's lock keeps other processes out.
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

  /**
   * Begins the metadata of a repository, and makes the keys of all its roles that are not there.
   *
   * @param channels each gets a role and keys of its own
   * @param counts how many keys a role has; one where nothing is said
   * @return the first root, which nodes are given
   * @throws MetadataRefusedException if it has metadata already
   */
  public Path init(RoleKeys keys, List<ChannelName> channels, Map<String, KeyCount> counts)
      throws IOException, KeyPlaceException, MetadataRefusedException {
    try (RepositoryWriter _ = RepositoryWriter.open(folder)) {
      if (Files.exists(metadata().resolve("timestamp.json"), LinkOption.NOFOLLOW_LINKS)) {
        throw new MetadataRefusedException(
            Reason.MISMATCH,
            folder + " has signed metadata already, timestamp.json. Nothing was changed.");
      }
      List<Delegation> delegations = new ArrayList<>();
      List<String> roles = new ArrayList<>(List.of(RoleName.RELEASES, RoleName.EXTENSIONS));
      channels.forEach(channel -> roles.add(RoleName.of(channel)));
      roles.add(RoleName.ADVISORIES);
      Map<String, KeyCount> wanted = new LinkedHashMap<>(counts);
      for (String role : roles.stream().distinct().toList()) {
        delegations.add(RoleName.delegation(role, make(keys, role, wanted)));
      }
      Root first =
          new Root(
              1,
              now.plus(Lifetime.OFFLINE),
              true,
              make(keys, Root.ROLE, wanted),
              make(keys, Timestamp.ROLE, wanted),
              make(keys, Snapshot.ROLE, wanted),
              make(keys, Targets.ROLE, wanted));
      if (!wanted.isEmpty()) {
        throw new IllegalArgumentException("there is no role " + wanted.keySet());
      }
      begin(first, delegations, keys);
      return metadata().resolve(FileNames.metadata(Root.ROLE, 1));
    }
  }

  private void begin(Root first, List<Delegation> delegations, RoleKeys keys) throws IOException {
    Instant expires = now.plus(Lifetime.OFFLINE);
    Map<String, byte[]> files = new LinkedHashMap<>();
    Map<String, MetaFile> meta = new LinkedHashMap<>();
    for (Delegation each : delegations) {
      Targets empty = new Targets(1, expires, Map.of(), Delegations.NONE);
      put(each.role(), 1, signed(each.role(), empty, each.signers(), keys), files, meta);
    }
    Targets top = new Targets(1, expires, Map.of(), new Delegations.Roles(delegations));
    put(Targets.ROLE, 1, signed(Targets.ROLE, top, first.targets(), keys), files, meta);
    MetaFile newest = snapshot(first, 1, meta, keys, files);
    byte[] root = signed(Root.ROLE, first, first.root(), keys);
    new Landing(
            Map.of(),
            files,
            Map.of(FileNames.metadata(Root.ROLE, 1), root),
            timestamp(first, 1, newest, keys))
        .write(folder);
  }

  /**
   * Reads and verifies all metadata, expired or not.
   *
   * @throws MetadataRefusedException if anything is not as it must be
   */
  public Holdings holdings() throws IOException, MetadataRefusedException {
    return Holdings.read(RepositoryFetcher.at(metadata().toString()), Instant.MIN);
  }

  /** As {@link #holdings}, after a change that was cut short has been ended. */
  Holdings settled() throws IOException, MetadataRefusedException {
    if (Landing.isUnfinished(folder)) {
      try (RepositoryWriter _ = RepositoryWriter.open(folder)) {
        Landing.finish(folder);
      }
    }
    return holdings();
  }

  /** The changes that can be made to it. */
  public Drafting drafting() {
    return new Drafting(this);
  }

  /**
   * Vouches for a release that is in the repository.
   *
   * @param floor whether no node is to go below it any more
   * @throws NotAdmittedException if it is withdrawn
   */
  public void publish(ReleaseName name, Version version, boolean floor, RoleKeys keys)
      throws IOException, MetadataRefusedException, NotAdmittedException {
    accept(drafting().publish(name, version, floor).signedWith(keys), keys);
  }

  /** As for a release, for a version of content or an extension. */
  public void publish(ChannelName channel, Version version, boolean floor, RoleKeys keys)
      throws IOException, MetadataRefusedException, NotAdmittedException {
    accept(drafting().publish(channel, version, floor).signedWith(keys), keys);
  }

  /**
   * Withdraws a release or a version of content: from the next update on no node activates it.
   *
   * @throws NotAdmittedException if it is withdrawn already
   */
  public void withdraw(Withdrawn withdrawn, RoleKeys keys)
      throws IOException, MetadataRefusedException, NotAdmittedException {
    accept(drafting().withdraw(withdrawn).signedWith(keys), keys);
  }

  /**
   * What the metadata says must not run.
   *
   * @throws MetadataRefusedException if the list is not the one that the metadata names
   */
  public Statements statements(Holdings holdings) throws IOException, MetadataRefusedException {
    return holdings.statements(
        RepositoryFetcher.at(folder.resolve(SignedStatements.TARGETS).toString()));
  }

  /**
   * Takes a change in whose thresholds are met, and signs snapshot and timestamp. Before anything
   * is written, all metadata is verified as it will be.
   *
   * @param keys of snapshot and timestamp, at least
   * @return what is there then
   * @throws MissingKeysException if too few signed it, or keys of snapshot or timestamp are missing
   * @throws NotAdmittedException if it vouches for what is withdrawn
   * @throws MetadataRefusedException if something else was changed since it was drafted, or it
   *     would leave metadata that clients refuse
   */
  public Holdings accept(Draft draft, RoleKeys keys)
      throws IOException, MetadataRefusedException, NotAdmittedException {
    try (RepositoryWriter _ = RepositoryWriter.open(folder)) {
      Landing.finish(folder);
      Holdings before = holdings();
      demandCurrent(draft, before);
      draft.demandSigned(keys);
      Landing landing = landing(draft, before, keys);
      Holdings after = landing.preview(folder);
      demandAdmitted(before, after, landing);
      landing.write(folder);
      return after;
    }
  }

  private Landing landing(Draft draft, Holdings before, RoleKeys keys)
      throws IOException, MetadataRefusedException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    Map<String, byte[]> roots = new LinkedHashMap<>();
    Map<String, byte[]> targets = new LinkedHashMap<>();
    Map<String, MetaFile> meta = new LinkedHashMap<>(before.snapshot().meta());
    for (Draft.Document each : draft.documents()) {
      byte[] bytes = draft.metadata().get(each.role());
      if (each.says() instanceof Root root && bytes != null) {
        roots.put(FileNames.metadata(Root.ROLE, root.version()), bytes);
      } else if (each.says() instanceof Targets said && bytes != null) {
        put(each.role(), said.version(), bytes, files, meta);
        putTargets(said, draft, targets);
      }
    }
    Root root = draft.root();
    Versions versions = new Versions(folder);
    MetaFile newest = before.timestamp().snapshot();
    if (!files.isEmpty() || mustSignSnapshot(before, root)) {
      long next = versions.after(Snapshot.ROLE, before.snapshot().version());
      newest = snapshot(root, next, meta, keys, files);
    }
    long next = versions.after(Timestamp.ROLE, before.timestamp().version());
    return new Landing(targets, files, roots, timestamp(root, next, newest, keys));
  }

  /** Nothing new to name: it is signed anew in the second half of its life, or for other keys. */
  private boolean mustSignSnapshot(Holdings before, Root root) {
    return !root.snapshot().equals(before.trusted().root().snapshot())
        || !before.snapshot().isFresh(now.plus(Lifetime.SNAPSHOT.dividedBy(2)));
  }

  private static void putTargets(Targets said, Draft draft, Map<String, byte[]> targets) {
    for (TargetFile target : said.targets().values()) {
      draft
          .files()
          .forEach(
              (digest, bytes) -> {
                if (target.hashes().match(bytes) && target.hashes().prefix().equals(digest.hex())) {
                  targets.put(FileNames.target(target, true), bytes);
                }
              });
    }
  }

  /** What was signed elsewhere must follow from what is there now. */
  private void demandCurrent(Draft draft, Holdings before)
      throws IOException, MetadataRefusedException {
    Versions versions = new Versions(folder);
    boolean current = draft.baseRoot().version() == before.trusted().root().version();
    for (Draft.Document each : draft.documents()) {
      long expected = versions.after(each.role(), before.version(each.role()));
      current &= each.says().version() == expected;
    }
    if (!current) {
      throw new MetadataRefusedException(
          Reason.MISMATCH,
          folder
              + " was changed since this change was prepared. Nothing was changed; prepare it and"
              + " sign it again.");
    }
  }

  /** It may have been withdrawn while signatures were collected. */
  private void demandAdmitted(Holdings before, Holdings after, Landing landing)
      throws IOException, MetadataRefusedException, NotAdmittedException {
    Statements statements =
        after.statements(
            new Overlay(
                landing.targets(),
                RepositoryFetcher.at(folder.resolve(SignedStatements.TARGETS).toString())));
    for (Holdings.Delegated each : after.delegated().values()) {
      Holdings.Delegated old = before.delegated().get(each.delegation().role());
      for (TargetFile target : each.targets().targets().values()) {
        boolean isNew = old == null || !target.equals(old.targets().targets().get(target.path()));
        if (isNew) {
          demandNotWithdrawn(statements, target);
        }
      }
    }
  }

  static void demandNotWithdrawn(Statements statements, TargetFile target)
      throws NotAdmittedException {
    Withdrawn withdrawn = Drafting.withdrawn(statements, target);
    if (withdrawn != null) {
      throw new NotAdmittedException(
          withdrawn.words() + ". Nothing was changed; choose another version.");
    }
  }

  private MetaFile snapshot(
      Root root, long version, Map<String, MetaFile> meta, RoleKeys keys, Map<String, byte[]> files)
      throws IOException {
    Snapshot snapshot = new Snapshot(version, now.plus(Lifetime.SNAPSHOT), meta);
    byte[] bytes = signed(Snapshot.ROLE, snapshot, root.snapshot(), keys);
    files.put(FileNames.metadata(Snapshot.ROLE, version), bytes);
    return MetaFile.of(version, bytes);
  }

  private byte[] timestamp(Root root, long version, MetaFile snapshot, RoleKeys keys)
      throws IOException {
    Timestamp timestamp = new Timestamp(version, now.plus(Lifetime.TIMESTAMP), snapshot);
    return signed(Timestamp.ROLE, timestamp, root.timestamp(), keys);
  }

  private static byte[] signed(String role, Metadata says, Signers signers, RoleKeys keys)
      throws IOException {
    return SignedFile.of(says, keys.demand(role, signers));
  }

  private static void put(
      String role,
      long version,
      byte[] bytes,
      Map<String, byte[]> files,
      Map<String, MetaFile> meta) {
    files.put(FileNames.metadata(role, version), bytes);
    meta.put(role + ".json", MetaFile.of(version, bytes));
  }

  private static Signers make(RoleKeys keys, String role, Map<String, KeyCount> counts)
      throws IOException, KeyPlaceException {
    KeyCount said = counts.remove(role);
    KeyCount count = said == null ? KeyCount.ONE : said;
    return Signers.of(count.threshold(), keys.create(role, count.keys()));
  }

  Path metadata() {
    return folder.resolve(SignedStatements.METADATA);
  }
}
