package io.holdfast.release.tuf.signing;

import io.holdfast.release.Digest;
import io.holdfast.release.json.Json;
import io.holdfast.release.json.JsonException;
import io.holdfast.release.json.JsonObject;
import io.holdfast.release.trust.SigningKey;
import io.holdfast.release.tuf.Delegation;
import io.holdfast.release.tuf.Delegations;
import io.holdfast.release.tuf.Metadata;
import io.holdfast.release.tuf.MetadataRefusedException;
import io.holdfast.release.tuf.MetadataRefusedException.Reason;
import io.holdfast.release.tuf.RoleKey;
import io.holdfast.release.tuf.Root;
import io.holdfast.release.tuf.SignedFile;
import io.holdfast.release.tuf.Signers;
import io.holdfast.release.tuf.Snapshot;
import io.holdfast.release.tuf.Targets;
import io.holdfast.release.tuf.Timestamp;
import io.holdfast.release.tuf.TrustedMetadata;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A change to a repository's metadata for which signatures are being collected, maybe on several
 * machines: the next version of some roles, and what it was made from. Snapshot and timestamp are
 * not in it; they are signed when it is accepted. A file of its own, format version 1. Immutable.
 *
 * <pre>
 * {"format": 1,
 *  "root": {...}, "targets": {...},            the signed files that it was made from
 *  "documents": [{"role": ..., "file": {...}}] files of metadata with the signatures so far
 *  "files": ["BASE64", ...]}                   new targets
 * </pre>
 */
public final class Draft {
  /** Whole metadata of some roles. */
  public static final int MAX_BYTES = 32 << 20;

  private static final int MAX_DOCUMENTS = 1024;
  private static final int FORMAT = 1;

  private final Base base;
  private final Map<String, byte[]> documents;
  private final Map<Digest, byte[]> files;

  /** What it was made from: the signed files, and what is in them. */
  private static final class Base {
    private final byte[] rootFile;
    private final byte[] targetsFile;
    private final Root root;
    private final Targets targets;

    Base(byte[] rootFile, byte[] targetsFile) throws MetadataRefusedException {
      this.rootFile = rootFile;
      this.targetsFile = targetsFile;
      this.root = TrustedMetadata.begin(Instant.MIN, rootFile).root();
      this.targets = Draft.targets(targetsFile);
    }
  }

  /**
   * What one role will say.
   *
   * @param needs one of these for each set of keys that must sign: two for a root, whose keys
   *     before and after must
   */
  public record Document(String role, Metadata says, List<Need> needs) {
    /** Whether it can be accepted. */
    public boolean isSigned() {
      return needs.stream().allMatch(Need::isMet);
    }
  }

  /** The keys of which so many must sign, and those that did. */
  public record Need(Signers signers, Set<RoleKey> signed) {
    /** Whether enough did. */
    public boolean isMet() {
      return signed.size() >= signers.threshold();
    }
  }

  private Draft(Base base, Map<String, byte[]> documents, Map<Digest, byte[]> files) {
    this.base = base;
    this.documents = Collections.unmodifiableMap(new LinkedHashMap<>(documents));
    this.files = Map.copyOf(files);
  }

  /** One that changes nothing yet. */
  static Draft from(byte[] rootFile, byte[] targetsFile) throws MetadataRefusedException {
    return new Draft(new Base(rootFile, targetsFile), Map.of(), Map.of());
  }

  /** The same with what a role will say. */
  Draft with(String role, Metadata says) {
    Map<String, byte[]> more = new LinkedHashMap<>(documents);
    more.put(role, SignedFile.of(says, List.of()));
    return new Draft(base, more, files);
  }

  /** The same with the bytes of a target. */
  Draft with(byte[] target) {
    Map<Digest, byte[]> more = new LinkedHashMap<>(files);
    more.put(Digest.of(target), target.clone());
    return new Draft(base, documents, more);
  }

  /**
   * Reads the file's form.
   *
   * @throws MetadataRefusedException if it is another, of a newer version, or what is in it is no
   *     metadata
   */
  public static Draft parse(byte[] bytes) throws MetadataRefusedException {
    try {
      JsonObject object = Json.parseObject(bytes, MAX_BYTES);
      if (object.number("format", 1, Long.MAX_VALUE) != FORMAT) {
        throw new JsonException("it was written by a newer Holdfast");
      }
      object.allowOnly("format", "root", "targets", "documents", "files");
      Draft empty = from(bytes(object.object("root")), bytes(object.object("targets")));
      Map<String, byte[]> documents = new LinkedHashMap<>();
      for (JsonObject each : object.objects("documents", MAX_DOCUMENTS)) {
        each.allowOnly("role", "file");
        if (documents.put(each.string("role"), bytes(each.object("file"))) != null) {
          throw new JsonException("it has role " + each.string("role") + " twice");
        }
      }
      Map<Digest, byte[]> files = new LinkedHashMap<>();
      for (String each : object.strings("files", MAX_DOCUMENTS)) {
        byte[] file = Base64.getDecoder().decode(each);
        files.put(Digest.of(file), file);
      }
      Draft draft = new Draft(empty.base, documents, files);
      draft.documents();
      return draft;
    } catch (JsonException | IllegalArgumentException e) {
      throw new MetadataRefusedException(
          Reason.FORM,
          "This is no prepared change: "
              + e.getMessage()
              + ". Prepare it anew, with --prepare, and carry the file over whole.");
    }
  }

  /** The file's form. */
  public byte[] toBytes() {
    List<Object> written = new ArrayList<>();
    documents.forEach((role, file) -> written.add(Json.object("role", role, "file", object(file))));
    return Json.write(
            Json.object(
                "format",
                FORMAT,
                "root",
                object(base.rootFile),
                "targets",
                object(base.targetsFile),
                "documents",
                written,
                "files",
                files.values().stream().map(Base64.getEncoder()::encodeToString).toList()))
        .getBytes(StandardCharsets.UTF_8);
  }

  /**
   * What each role will say, and who signed it.
   *
   * @throws MetadataRefusedException if there is a role in it that nobody delegates to
   */
  public List<Document> documents() throws MetadataRefusedException {
    List<Document> all = new ArrayList<>();
    for (Map.Entry<String, byte[]> each : documents.entrySet()) {
      List<Need> needs = new ArrayList<>();
      for (Signers signers : signers(each.getKey())) {
        needs.add(new Need(signers, SignedFile.signedBy(each.getValue(), signers)));
      }
      all.add(
          new Document(
              each.getKey(), SignedFile.unverified(each.getKey(), each.getValue()), needs));
    }
    return all;
  }

  /**
   * The same with the signatures of all keys that lie in some folders and may sign any of it.
   *
   * @throws IOException if a key cannot be read
   */
  public Draft signedWith(RoleKeys keys) throws IOException, MetadataRefusedException {
    Map<String, byte[]> signed = new LinkedHashMap<>();
    for (Map.Entry<String, byte[]> each : documents.entrySet()) {
      List<SigningKey> found = keys.find(each.getKey(), signers(each.getKey()));
      signed.put(
          each.getKey(),
          found.isEmpty() ? each.getValue() : SignedFile.with(each.getValue(), found));
    }
    return new Draft(base, signed, files);
  }

  /** Demands that each role's threshold is met. */
  void demandSigned(RoleKeys keys) throws MissingKeysException, MetadataRefusedException {
    for (Document document : documents()) {
      for (Need need : document.needs()) {
        if (!need.isMet()) {
          throw keys.missing(document.role(), need.signed().size(), need.signers());
        }
      }
    }
  }

  /** The files of metadata, by roles. */
  Map<String, byte[]> metadata() {
    return documents;
  }

  /** The bytes of new targets, by their digests. */
  Map<Digest, byte[]> files() {
    return files;
  }

  /** The root that it was made from. */
  Root baseRoot() {
    return base.root;
  }

  /** The root as it will be. */
  Root root() throws MetadataRefusedException {
    byte[] changed = documents.get(Root.ROLE);
    return changed == null || !(SignedFile.unverified(Root.ROLE, changed) instanceof Root next)
        ? base.root
        : next;
  }

  /** The top-level targets as they will be. */
  private Targets targets() throws MetadataRefusedException {
    byte[] changed = documents.get(Targets.ROLE);
    return changed == null ? base.targets : targets(changed);
  }

  private List<Signers> signers(String role) throws MetadataRefusedException {
    return switch (role) {
      case Root.ROLE -> List.of(base.root.root(), root().root());
      case Targets.ROLE -> List.of(root().targets());
      case Snapshot.ROLE, Timestamp.ROLE ->
          throw new MetadataRefusedException(
              Reason.FORM,
              "A prepared change does not hold "
                  + role
                  + ".json, which is signed when it is accepted. Prepare it anew.");
      default -> List.of(delegation(role).signers());
    };
  }

  private Delegation delegation(String role) throws MetadataRefusedException {
    if (targets().delegations() instanceof Delegations.Roles(List<Delegation> roles)) {
      for (Delegation each : roles) {
        if (each.role().equals(role)) {
          return each;
        }
      }
    }
    throw new MetadataRefusedException(
        Reason.FORM,
        "Nobody delegates to role "
            + role
            + ", of which this change holds "
            + role
            + ".json. Prepare it anew.");
  }

  private static Targets targets(byte[] file) throws MetadataRefusedException {
    return (Targets) SignedFile.unverified(Targets.ROLE, file);
  }

  private static byte[] bytes(JsonObject file) {
    return Json.write(file.values()).getBytes(StandardCharsets.UTF_8);
  }

  private static JsonObject object(byte[] file) {
    try {
      return Json.parseObject(file, MAX_BYTES);
    } catch (JsonException e) {
      throw new IllegalStateException("a file that was read before cannot be read", e);
    }
  }
}
