package io.holdfast.release.tuf.signing;

import io.holdfast.release.repository.RepositoryFetcher;
import io.holdfast.release.repository.SignedStatements;
import io.holdfast.release.trust.SigningKey;
import io.holdfast.release.tuf.FileNames;
import io.holdfast.release.tuf.MetaFile;
import io.holdfast.release.tuf.Metadata;
import io.holdfast.release.tuf.Root;
import io.holdfast.release.tuf.SignedFile;
import io.holdfast.release.tuf.Snapshot;
import io.holdfast.release.tuf.TargetFile;
import io.holdfast.release.tuf.Targets;
import io.holdfast.release.tuf.Timestamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Somebody with a mirror of a repository and some of its keys. What he has no key for he signs with
 * one of his own.
 */
final class Thief {
  private final Path mirror;
  private final Instant now;
  private final Map<String, SigningKey> stolen = new HashMap<>();
  private final Map<String, MetaFile> changed = new LinkedHashMap<>();

  /** One who steals from a folder of keys. */
  Thief(Path mirror, Path keys, Instant now, String... roles) throws IOException {
    this.mirror = mirror;
    this.now = now;
    for (String role : roles) {
      stolen.put(role, SigningKey.read(keys.resolve(role + ".key"), null));
    }
  }

  Path mirror() {
    return mirror;
  }

  SigningKey key(String role) {
    return stolen.computeIfAbsent(role, _ -> SigningKey.generate());
  }

  /** His mirror holds what the repository holds now, and he forgets what he wrote there. */
  void copy(Path repository) throws IOException {
    changed.clear();
    try (Stream<Path> all = Files.walk(repository)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        Path copy = mirror.resolve(repository.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.write(copy, Files.readAllBytes(file));
      }
    }
  }

  /** What the mirror says, as the repository signed it. */
  Holdings holdings() throws Exception {
    return Holdings.read(
        RepositoryFetcher.at(mirror.resolve(SignedStatements.METADATA).toString()), Instant.MIN);
  }

  /** Lets a role say something. */
  void says(String role, Metadata metadata) throws IOException {
    byte[] bytes = SignedFile.of(metadata, List.of(key(role)));
    write(FileNames.metadata(role, metadata.version()), bytes);
    changed.put(role + ".json", MetaFile.of(metadata.version(), bytes));
  }

  /** A root that only his own key and, if he has it, the stolen one signed. */
  void root(Root root, SigningKey own) throws IOException {
    write(
        FileNames.metadata(Root.ROLE, root.version()),
        SignedFile.of(root, List.of(key(Root.ROLE), own)));
  }

  void target(String path, byte[] bytes) throws IOException {
    Path file = mirror.resolve(SignedStatements.TARGETS).resolve(path);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  /** Names what he wrote in a snapshot, and that in a timestamp. */
  void seal(Holdings before) throws IOException {
    Map<String, MetaFile> meta = new LinkedHashMap<>(before.snapshot().meta());
    meta.putAll(changed);
    seal(meta, before.snapshot().version() + 1, before.timestamp().version() + 1);
  }

  void seal(Map<String, MetaFile> meta, long snapshotVersion, long timestampVersion)
      throws IOException {
    Snapshot snapshot = new Snapshot(snapshotVersion, forLong(), meta);
    byte[] bytes = SignedFile.of(snapshot, List.of(key(Snapshot.ROLE)));
    write(FileNames.metadata(Snapshot.ROLE, snapshotVersion), bytes);
    timestamp(MetaFile.of(snapshotVersion, bytes), timestampVersion);
  }

  void timestamp(MetaFile snapshot, long version) throws IOException {
    Timestamp timestamp = new Timestamp(version, forLong(), snapshot);
    write(
        FileNames.metadata(Timestamp.ROLE), SignedFile.of(timestamp, List.of(key(Timestamp.ROLE))));
  }

  /** Nobody's signature makes him write a shorter one. */
  Instant forLong() {
    return now.plus(Duration.ofDays(3650));
  }

  /** What a role says, with this in the place of one target, or besides. */
  static Targets with(Targets before, TargetFile target, Instant expires) {
    Map<String, TargetFile> targets = new LinkedHashMap<>(before.targets());
    targets.put(target.path(), target);
    return new Targets(before.version() + 1, expires, targets, before.delegations());
  }

  private void write(String name, byte[] bytes) throws IOException {
    Files.write(mirror.resolve(SignedStatements.METADATA).resolve(name), bytes);
  }
}
