package io.holdfast.release.tuf.signing;

import io.holdfast.host.Progress;
import io.holdfast.release.Version;
import io.holdfast.release.admission.Statements;
import io.holdfast.release.content.ChannelName;
import io.holdfast.release.content.ContentManifest;
import io.holdfast.release.manifest.Manifest;
import io.holdfast.release.manifest.ManifestException;
import io.holdfast.release.manifest.ReleaseName;
import io.holdfast.release.repository.Repository;
import io.holdfast.release.repository.RepositoryCopy;
import io.holdfast.release.repository.RepositoryFetcher;
import io.holdfast.release.repository.RepositoryWriter;
import io.holdfast.release.repository.SignedStatements;
import io.holdfast.release.trust.SignedManifest;
import io.holdfast.release.tuf.FileNames;
import io.holdfast.release.tuf.MetadataRefusedException;
import io.holdfast.release.tuf.MetadataRefusedException.Reason;
import io.holdfast.release.tuf.Root;
import io.holdfast.release.tuf.Snapshot;
import io.holdfast.release.tuf.TargetFile;
import io.holdfast.release.tuf.Timestamp;
import io.holdfast.release.tuf.TrustedMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A verified copy of all that a repository vouches for, byte for byte with its metadata. It needs
 * no key. Clients find it consistent at every moment: what metadata names comes first, and the
 * timestamp last. Begun again after it was cut short, it goes on with the file at which it was.
 * What is withdrawn is not copied, and nothing is ever removed: {@link Cleaning} does that. For one
 * thread.
 *
 * @param from the repository's folder or URL
 * @param to the mirror's folder; made if it is not there
 * @param now by which nothing may have expired
 */
public record Mirror(String from, Path to, Instant now, Progress progress) {
  /** What was done. */
  public record Result(int targets, long copied, long bytes, long timestamp) {}

  /**
   * Brings the mirror up to date.
   *
   * @param root from which the metadata must follow; may be null if the mirror has metadata
   *     already, from which it must follow in any case
   * @throws MetadataRefusedException if the repository's metadata is refused, does not follow from
   *     the root, or is older than the mirror's; the mirror is as it was then
   */
  public Result sync(Promotion.@Nullable RootFile root)
      throws IOException, MetadataRefusedException {
    String base = from.endsWith("/") ? from : from + "/";
    progress.step("verify the metadata of " + from);
    Recording source = new Recording(RepositoryFetcher.at(base + SignedStatements.METADATA));
    Holdings there = Holdings.read(source, now);
    boolean isThere = Files.exists(metadata().resolve(FileNames.metadata(Timestamp.ROLE)));
    if (root == null && !isThere) {
      throw new IllegalArgumentException(
          "Missing option: --root FILE. "
              + to
              + " has no metadata yet, so nothing says whose repository this is.");
    }
    demandFollows(root, source);
    Repository files = Repository.at(from);
    files.list();
    try (RepositoryWriter writer = RepositoryWriter.open(to)) {
      Landing.finish(to);
      if (isThere) {
        demandNotOlder(there, source);
      }
      Recording targets = new Recording(RepositoryFetcher.at(base + SignedStatements.TARGETS));
      RepositoryCopy copy = new RepositoryCopy(files, writer, progress);
      int count = copyTargets(there, targets, files, copy);
      progress.step("write the metadata");
      landing(source, targets).write(to);
      return new Result(count, copy.copied(), copy.bytes(), there.timestamp().version());
    }
  }

  private int copyTargets(Holdings there, Recording targets, Repository files, RepositoryCopy copy)
      throws IOException, MetadataRefusedException {
    Statements statements = there.statements(targets);
    int count = 0;
    for (Holdings.Delegated each : there.delegated().values()) {
      for (TargetFile target : each.targets().targets().values()) {
        if (Drafting.withdrawn(statements, target) == null) {
          copy(target, RepositoryCheck.demand(targets, target), files, copy);
          count++;
        }
      }
    }
    return count;
  }

  private void copy(TargetFile target, byte[] bytes, Repository files, RepositoryCopy copy)
      throws IOException, MetadataRefusedException {
    try {
      if (target.path().startsWith("releases/")) {
        Manifest manifest = Manifest.parse(bytes);
        ReleaseName name = manifest.name();
        Version version = manifest.version();
        SignedManifest signed = files.manifest(name, version);
        demandSame(target, SignedStatements.target(name, version), bytes, signed);
        copy.release(name, version, signed);
      } else if (target.path().startsWith("content/")) {
        ContentManifest manifest = ContentManifest.parse(bytes);
        ChannelName channel = manifest.channel();
        Version version = manifest.version();
        SignedManifest signed = files.content(channel, version);
        demandSame(target, SignedStatements.target(channel, version), bytes, signed);
        copy.content(channel, version, signed);
      }
    } catch (ManifestException e) {
      throw mismatch(target, "cannot be used: " + e.getMessage());
    }
  }

  private void demandSame(TargetFile target, String path, byte[] bytes, SignedManifest signed)
      throws MetadataRefusedException {
    if (!target.path().equals(path)) {
      throw mismatch(target, "is that of " + path);
    }
    if (!Arrays.equals(bytes, signed.manifest())) {
      throw mismatch(target, "is another than the one that is there");
    }
  }

  /** A landing changes nothing that is there already, but for the timestamp. */
  private Landing landing(Recording source, Recording targets) throws IOException {
    Map<String, byte[]> metadata = new LinkedHashMap<>();
    Map<String, byte[]> roots = new LinkedHashMap<>();
    byte[] timestamp = new byte[0];
    for (Map.Entry<String, byte[]> each : source.files().entrySet()) {
      String name = each.getKey();
      if (name.equals(FileNames.metadata(Timestamp.ROLE))) {
        timestamp = each.getValue();
      } else if (!isSame(metadata().resolve(name), each.getValue())) {
        (name.endsWith(".root.json") ? roots : metadata).put(name, each.getValue());
      }
    }
    Map<String, byte[]> files = new LinkedHashMap<>(targets.files());
    Path folder = to.resolve(SignedStatements.TARGETS);
    for (Map.Entry<String, byte[]> each : targets.files().entrySet()) {
      if (isSame(folder.resolve(each.getKey()), each.getValue())) {
        files.remove(each.getKey());
      }
    }
    return new Landing(files, metadata, roots, timestamp);
  }

  private void demandFollows(Promotion.@Nullable RootFile root, Recording source)
      throws MetadataRefusedException {
    if (root == null) {
      return;
    }
    long version = TrustedMetadata.begin(now, root.bytes()).root().version();
    byte[] found = source.files().get(FileNames.metadata(Root.ROLE, version));
    if (!Arrays.equals(found, root.bytes())) {
      throw other("root " + version + " is not the one that was given");
    }
  }

  /** By the steps of a client (specification, section 5) that saw last what the mirror has. */
  private void demandNotOlder(Holdings there, Recording source)
      throws IOException, MetadataRefusedException {
    Holdings here = Holdings.read(RepositoryFetcher.at(metadata().toString()), Instant.MIN);
    long last = here.trusted().root().version();
    for (long version = 1; version <= last; version++) {
      String name = FileNames.metadata(Root.ROLE, version);
      if (!isSame(metadata().resolve(name), source.files().get(name))) {
        throw other("root " + version + " is not the mirror's");
      }
    }
    TrustedMetadata known =
        new TrustedMetadata(
            now,
            here.trusted().root(),
            here.trusted().timestamp(),
            here.trusted().snapshot(),
            here.trusted().targets());
    for (long version = last + 1; version <= there.trusted().root().version(); version++) {
      known = known.withRoot(file(source, FileNames.metadata(Root.ROLE, version)));
    }
    byte[] timestamp = file(source, FileNames.metadata(Timestamp.ROLE));
    known = known.withTimestamp(timestamp);
    if (here.timestamp().equals(known.timestamp())) {
      if (!isSame(metadata().resolve(FileNames.metadata(Timestamp.ROLE)), timestamp)) {
        throw other("there are two timestamps of version " + here.timestamp().version());
      }
      return;
    }
    known.withSnapshot(file(source, FileNames.metadata(Snapshot.ROLE, there.snapshot().version())));
  }

  private static byte[] file(Recording source, String name) {
    byte[] bytes = source.files().get(name);
    if (bytes == null) {
      throw new IllegalStateException(name + " was read");
    }
    return bytes;
  }

  private static boolean isSame(Path file, byte @Nullable [] bytes) throws IOException {
    return Files.isRegularFile(file) && Arrays.equals(Files.readAllBytes(file), bytes);
  }

  private MetadataRefusedException other(String why) {
    return new MetadataRefusedException(
        Reason.MISMATCH,
        from
            + " is another repository than that of "
            + to
            + ", or was tampered with: "
            + why
            + ". The mirror is as it was; compare the two by hand.");
  }

  private MetadataRefusedException mismatch(TargetFile target, String what) {
    return new MetadataRefusedException(
        Reason.MISMATCH,
        "The manifest that the metadata of "
            + from
            + " names as "
            + target.path()
            + " "
            + what
            + ". The mirror's metadata is as it was; publish it there again.");
  }

  private Path metadata() {
    return to.resolve(SignedStatements.METADATA);
  }
}
