package io.holdfast.release.tuf.signing;

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
import io.holdfast.release.repository.SignedStatements;
import io.holdfast.release.trust.KeyPlaceException;
import io.holdfast.release.trust.ReleaseKey;
import io.holdfast.release.trust.SignedManifest;
import io.holdfast.release.tuf.Delegation;
import io.holdfast.release.tuf.Delegations;
import io.holdfast.release.tuf.FileNames;
import io.holdfast.release.tuf.Hashes;
import io.holdfast.release.tuf.MetadataRefusedException;
import io.holdfast.release.tuf.Root;
import io.holdfast.release.tuf.Signers;
import io.holdfast.release.tuf.Snapshot;
import io.holdfast.release.tuf.TargetFile;
import io.holdfast.release.tuf.Targets;
import io.holdfast.release.tuf.Timestamp;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Every change to a repository's metadata, before anybody has signed it. Nothing is written, but
 * for new keys. For one thread.
 */
public record Drafting(SignedRepository repository) {

  /**
   * Vouches for a release that is in the repository.
   *
   * @param floor whether no node is to go below it any more
   * @throws NotAdmittedException if it is withdrawn
   */
  public Draft publish(ReleaseName name, Version version, boolean floor)
      throws IOException, MetadataRefusedException, NotAdmittedException {
    SignedManifest manifest = Repository.at(repository.folder().toString()).manifest(name, version);
    return publish(
        RoleName.RELEASES,
        new Subject(Kind.RELEASE, name.text(), version, manifest),
        SignedStatements.target(name, version),
        floor);
  }

  /** As for a release, for a version of content or an extension. */
  public Draft publish(ChannelName channel, Version version, boolean floor)
      throws IOException, MetadataRefusedException, NotAdmittedException {
    SignedManifest manifest =
        Repository.at(repository.folder().toString()).content(channel, version);
    return publish(
        RoleName.of(channel),
        new Subject(Kind.CONTENT, channel.text(), version, manifest),
        SignedStatements.target(channel, version),
        floor);
  }

  /** What is vouched for. */
  private record Subject(Kind kind, String name, Version version, SignedManifest manifest) {}

  private Draft publish(String role, Subject subject, String path, boolean floor)
      throws IOException, MetadataRefusedException, NotAdmittedException {
    Holdings holdings = repository.settled();
    Digest digest = subject.manifest().digest();
    byte[] bytes = subject.manifest().manifest();
    admit(holdings, subject.kind(), subject.name(), subject.version(), digest);
    JsonObject custom =
        SignedStatements.custom(subject.kind(), subject.name(), subject.version(), floor);
    return withTarget(
        holdings,
        role,
        new TargetFile(path, bytes.length, Hashes.sha256(digest.hex()), custom),
        bytes);
  }

  /**
   * Demands that nothing is said against a release, which need not be here yet.
   *
   * @throws NotAdmittedException if it is withdrawn, or below a floor
   */
  void admit(ReleaseName name, Version version, Digest manifest)
      throws IOException, MetadataRefusedException, NotAdmittedException {
    admit(repository.settled(), Kind.RELEASE, name.text(), version, manifest);
  }

  /** The same of a version of content. */
  void admit(ChannelName channel, Version version, Digest manifest)
      throws IOException, MetadataRefusedException, NotAdmittedException {
    admit(repository.settled(), Kind.CONTENT, channel.text(), version, manifest);
  }

  private void admit(Holdings holdings, Kind kind, String name, Version version, Digest manifest)
      throws IOException, MetadataRefusedException, NotAdmittedException {
    Admission.Refused refused =
        repository.statements(holdings).against(kind, name, version, manifest, null);
    if (refused != null) {
      throw new NotAdmittedException(refused.reason() + ". " + refused.remedy());
    }
  }

  /**
   * Withdraws a release or a version of content: from the next update on no node activates it.
   *
   * @throws NotAdmittedException if it is withdrawn already
   */
  public Draft withdraw(Withdrawn withdrawn)
      throws IOException, MetadataRefusedException, NotAdmittedException {
    Holdings holdings = repository.settled();
    Statements before = repository.statements(holdings);
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
    return withTarget(holdings, RoleName.ADVISORIES, target, bytes);
  }

  /**
   * Exchanges keys of roles, and signs with the new ones what those roles say: a key that was
   * stolen or lost counts no more for whoever sees it (specification, section 6.1).
   *
   * @param rotations by roles
   * @param made where new keys are made
   * @throws IllegalArgumentException if there is no such role
   */
  public Draft rotate(Map<String, Rotation> rotations, Rotation.Maker made)
      throws IOException, MetadataRefusedException, KeyPlaceException {
    Holdings holdings = repository.settled();
    for (String role : rotations.keySet()) {
      demandRole(holdings, role);
    }
    Root root = holdings.trusted().root();
    Root next = rotated(root, rotations, made);
    Map<String, Signers> delegated = new LinkedHashMap<>();
    for (Holdings.Delegated each : holdings.delegated().values()) {
      String role = each.delegation().role();
      Rotation rotation = rotations.get(role);
      if (rotation != null) {
        delegated.put(role, rotation.of(role, each.delegation().signers(), made));
      }
    }
    Draft draft = base(holdings);
    if (!next.equals(root)) {
      draft = draft.with(Root.ROLE, next);
    }
    if (rotations.containsKey(Targets.ROLE) || !delegated.isEmpty()) {
      List<Delegation> roles = new ArrayList<>();
      for (Holdings.Delegated each : holdings.delegated().values()) {
        Delegation old = each.delegation();
        Signers signers = delegated.getOrDefault(old.role(), old.signers());
        roles.add(new Delegation(old.role(), signers, old.paths(), old.terminating()));
      }
      draft = draft.with(Targets.ROLE, topWith(holdings, roles));
    }
    return again(draft, holdings, delegated.keySet());
  }

  private Root rotated(Root root, Map<String, Rotation> rotations, Rotation.Maker made)
      throws IOException, KeyPlaceException {
    Map<String, Signers> signers = new LinkedHashMap<>();
    signers.put(Root.ROLE, root.root());
    signers.put(Timestamp.ROLE, root.timestamp());
    signers.put(Snapshot.ROLE, root.snapshot());
    signers.put(Targets.ROLE, root.targets());
    boolean changed = false;
    for (Map.Entry<String, Signers> each : signers.entrySet()) {
      Rotation rotation = rotations.get(each.getKey());
      if (rotation != null) {
        each.setValue(rotation.of(each.getKey(), each.getValue(), made));
        changed = true;
      }
    }
    return changed
        ? new Root(
            root.version() + 1,
            expires(),
            root.consistentSnapshot(),
            signers.getOrDefault(Root.ROLE, root.root()),
            signers.getOrDefault(Timestamp.ROLE, root.timestamp()),
            signers.getOrDefault(Snapshot.ROLE, root.snapshot()),
            signers.getOrDefault(Targets.ROLE, root.targets()))
        : root;
  }

  /**
   * Adds a role that may speak for one channel of content.
   *
   * @param made where its keys are made
   * @throws NotAdmittedException if a role speaks for the channel already
   */
  public Draft addRole(
      ChannelName channel, KeyCount count, List<ReleaseKey> given, Rotation.Maker made)
      throws IOException, MetadataRefusedException, NotAdmittedException, KeyPlaceException {
    Holdings holdings = repository.settled();
    String role = RoleName.of(channel);
    if (holdings.delegated().containsKey(role)) {
      throw new NotAdmittedException(
          "Role " + role + " speaks for channel " + channel + " already. Nothing was changed.");
    }
    Signers nobody = new Signers(Set.of(), count.threshold());
    Signers signers = new Rotation(Set.of(), given, count).of(role, nobody, made);
    List<Delegation> roles = new ArrayList<>();
    holdings.delegated().values().forEach(each -> roles.add(each.delegation()));
    roles.add(RoleName.delegation(role, signers));
    return base(holdings)
        .with(Targets.ROLE, topWith(holdings, roles))
        .with(role, new Targets(1, expires(), Map.of(), Delegations.NONE));
  }

  /**
   * Says the same again, for another year. Snapshot and timestamp are signed with every change, so
   * for these no role need be named.
   *
   * @throws IllegalArgumentException if there is no such role
   */
  public Draft refresh(Collection<String> roles) throws IOException, MetadataRefusedException {
    Holdings holdings = repository.settled();
    for (String role : roles) {
      demandRole(holdings, role);
    }
    Draft draft = base(holdings);
    if (roles.contains(Root.ROLE)) {
      Root root = holdings.trusted().root();
      draft =
          draft.with(
              Root.ROLE,
              new Root(
                  root.version() + 1,
                  expires(),
                  root.consistentSnapshot(),
                  root.root(),
                  root.timestamp(),
                  root.snapshot(),
                  root.targets()));
    }
    if (roles.contains(Targets.ROLE)) {
      List<Delegation> same = new ArrayList<>();
      holdings.delegated().values().forEach(each -> same.add(each.delegation()));
      draft = draft.with(Targets.ROLE, topWith(holdings, same));
    }
    return again(draft, holdings, roles);
  }

  /** Of the target that is withdrawn; null if it is not. */
  static @Nullable Withdrawn withdrawn(Statements statements, TargetFile target) {
    String hex = target.hashes().known().get(Hashes.Algorithm.SHA256);
    return hex == null ? null : statements.of(new Digest(hex));
  }

  /** What delegated roles say is said again. */
  private Draft again(Draft draft, Holdings holdings, Collection<String> roles) throws IOException {
    Draft all = draft;
    for (Holdings.Delegated each : holdings.delegated().values()) {
      String role = each.delegation().role();
      if (roles.contains(role)) {
        all = all.with(role, next(role, each.targets(), each.targets().targets()));
      }
    }
    return all;
  }

  private Targets topWith(Holdings holdings, List<Delegation> roles) throws IOException {
    return new Targets(
        version(Targets.ROLE, holdings.top().version()),
        expires(),
        holdings.top().targets(),
        new Delegations.Roles(roles));
  }

  private Draft withTarget(Holdings holdings, String role, TargetFile target, byte[] bytes)
      throws IOException, MetadataRefusedException {
    Holdings.Delegated delegated = holdings.delegated().get(role);
    if (delegated == null) {
      throw new IOException(
          repository.folder()
              + " has no role "
              + role
              + ": nobody may sign for "
              + target.path()
              + ". Add one: holdfast repo role add "
              + repository.folder()
              + " CHANNEL --keys FOLDER");
    }
    Map<String, TargetFile> targets = new LinkedHashMap<>(delegated.targets().targets());
    targets.put(target.path(), target);
    return base(holdings).with(role, next(role, delegated.targets(), targets)).with(bytes);
  }

  private Targets next(String role, Targets before, Map<String, TargetFile> targets)
      throws IOException {
    return new Targets(version(role, before.version()), expires(), targets, Delegations.NONE);
  }

  private long version(String role, long current) throws IOException {
    return new Versions(repository.folder()).after(role, current);
  }

  private Instant expires() {
    return repository.now().plus(Lifetime.OFFLINE);
  }

  private Draft base(Holdings holdings) throws IOException, MetadataRefusedException {
    return Draft.from(
        file(Root.ROLE, holdings.trusted().root().version()),
        file(Targets.ROLE, holdings.top().version()));
  }

  private byte[] file(String role, long version) throws IOException {
    return Files.readAllBytes(repository.metadata().resolve(FileNames.metadata(role, version)));
  }

  private static void demandRole(Holdings holdings, String role) {
    if (!holdings.roles().contains(role)) {
      throw new IllegalArgumentException(
          "there is no role '" + role + "'; there are " + String.join(", ", holdings.roles()));
    }
  }
}
