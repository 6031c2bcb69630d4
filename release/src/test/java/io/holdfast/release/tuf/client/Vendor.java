package io.holdfast.release.tuf.client;

import io.holdfast.release.Digest;
import io.holdfast.release.json.JsonObject;
import io.holdfast.release.trust.SigningKey;
import io.holdfast.release.tuf.Delegation;
import io.holdfast.release.tuf.Delegations;
import io.holdfast.release.tuf.FileNames;
import io.holdfast.release.tuf.Hashes;
import io.holdfast.release.tuf.MetaFile;
import io.holdfast.release.tuf.PathRule;
import io.holdfast.release.tuf.Root;
import io.holdfast.release.tuf.SignedFile;
import io.holdfast.release.tuf.Signers;
import io.holdfast.release.tuf.Snapshot;
import io.holdfast.release.tuf.TargetFile;
import io.holdfast.release.tuf.Targets;
import io.holdfast.release.tuf.Timestamp;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Who runs a repository in memory, and may be robbed, or turn bad. Versions rise by themselves. */
final class Vendor implements Fetcher {
  static final Instant NOW = Instant.parse("2026-03-29T12:00:00Z");
  static final Instant LATER = NOW.plus(Duration.ofDays(30));

  /** What a web server would serve, and what it was asked for. */
  final Map<String, byte[]> files = new LinkedHashMap<>();

  final List<String> asked = new ArrayList<>();

  /** Who signs, by roles. */
  final Map<String, List<SigningKey>> keys = new HashMap<>();

  final Map<String, Integer> thresholds = new HashMap<>();
  final Map<String, Long> versions = new HashMap<>();
  final Map<String, Instant> expiries = new HashMap<>();
  final Map<String, Map<String, TargetFile>> targets = new HashMap<>();
  final Map<String, List<Delegation>> delegations = new HashMap<>();
  final Map<String, MetaFile> meta = new LinkedHashMap<>();
  boolean consistent = true;
  boolean withHashes = true;

  Vendor() {
    for (String role : List.of(Root.ROLE, Timestamp.ROLE, Snapshot.ROLE, Targets.ROLE)) {
      keys.put(role, new ArrayList<>(List.of(SigningKey.generate())));
    }
    publish(Root.ROLE, Targets.ROLE, Snapshot.ROLE, Timestamp.ROLE);
  }

  byte[] root(long version) {
    return file(version + ".root.json");
  }

  byte[] file(String name) {
    return Objects.requireNonNull(files.get(name), name);
  }

  List<SigningKey> keysOf(String role) {
    return Objects.requireNonNull(keys.get(role), role);
  }

  /** Writes the next version of each role, in this order. */
  void publish(String... roles) {
    for (String role : roles) {
      versions.merge(role, 1L, Long::sum);
      sign(role, keys.getOrDefault(role, List.of()));
    }
  }

  /** Writes a role as it is, signed by these. */
  void sign(String role, List<SigningKey> by) {
    long version = versions.getOrDefault(role, 1L);
    Instant expires = expiries.getOrDefault(role, LATER);
    switch (role) {
      case Root.ROLE ->
          put(
              role,
              version,
              SignedFile.of(
                  new Root(
                      version,
                      expires,
                      consistent,
                      signers(Root.ROLE),
                      signers(Timestamp.ROLE),
                      signers(Snapshot.ROLE),
                      signers(Targets.ROLE)),
                  by));
      case Timestamp.ROLE ->
          put(
              role,
              version,
              SignedFile.of(new Timestamp(version, expires, meta(Snapshot.ROLE)), by));
      case Snapshot.ROLE -> {
        Map<String, MetaFile> listed = new LinkedHashMap<>(meta);
        listed.remove("snapshot.json");
        byte[] bytes = SignedFile.of(new Snapshot(version, expires, listed), by);
        put(role, version, bytes);
        name(role, version, bytes);
      }
      default -> {
        List<Delegation> roles = delegations.getOrDefault(role, List.of());
        byte[] bytes =
            SignedFile.of(
                new Targets(
                    version,
                    expires,
                    targets.getOrDefault(role, Map.of()),
                    roles.isEmpty() ? Delegations.NONE : new Delegations.Roles(roles)),
                by);
        put(role, version, bytes);
        name(role, version, bytes);
      }
    }
  }

  Signers signers(String role) {
    return Signers.of(
        thresholds.getOrDefault(role, 1),
        keys.getOrDefault(role, List.of()).stream().map(SigningKey::publicKey).toList());
  }

  SigningKey addKey(String role) {
    SigningKey key = SigningKey.generate();
    keys.computeIfAbsent(role, _ -> new ArrayList<>()).add(key);
    return key;
  }

  /** Gives a role a new key in the place of all it had. */
  void rotate(String role) {
    keys.put(role, new ArrayList<>(List.of(SigningKey.generate())));
  }

  void delegate(String from, String to, boolean terminating, String... paths) {
    if (!keys.containsKey(to)) {
      addKey(to);
    }
    delegations
        .computeIfAbsent(from, _ -> new ArrayList<>())
        .add(new Delegation(to, signers(to), new PathRule.Patterns(List.of(paths)), terminating));
  }

  void add(String role, String path, String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    TargetFile target =
        new TargetFile(
            path, bytes.length, Hashes.sha256(Digest.of(bytes).hex()), new JsonObject(Map.of()));
    targets.computeIfAbsent(role, _ -> new LinkedHashMap<>()).put(path, target);
    files.put(FileNames.target(target, consistent), bytes);
  }

  @Override
  public byte @Nullable [] fetch(String path, int mostBytes) throws TooLargeException {
    asked.add(path);
    byte[] bytes = files.get(path);
    if (bytes != null && bytes.length > mostBytes) {
      throw new TooLargeException(path);
    }
    return bytes;
  }

  @Override
  public @Nullable InputStream open(String path, long length) {
    asked.add(path);
    byte[] bytes = files.get(path);
    return bytes == null ? null : new ByteArrayInputStream(bytes);
  }

  @Override
  public String describe() {
    return "the vendor";
  }

  private MetaFile meta(String role) {
    MetaFile file = meta.get(role + ".json");
    if (file == null) {
      throw new IllegalStateException(role + " is not published");
    }
    return file;
  }

  private void name(String role, long version, byte[] bytes) {
    MetaFile of = MetaFile.of(version, bytes);
    meta.put(
        role + ".json", withHashes ? of : new MetaFile(version, MetaFile.UNSTATED, Hashes.NONE));
  }

  private void put(String role, long version, byte[] bytes) {
    boolean versioned = role.equals(Root.ROLE) || (consistent && !role.equals(Timestamp.ROLE));
    files.put(versioned ? FileNames.metadata(role, version) : FileNames.metadata(role), bytes);
  }
}
