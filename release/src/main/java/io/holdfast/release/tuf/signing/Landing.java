package io.holdfast.release.tuf.signing;

import io.holdfast.host.DurableFile;
import io.holdfast.release.repository.RepositoryFetcher;
import io.holdfast.release.repository.SignedStatements;
import io.holdfast.release.tuf.FileNames;
import io.holdfast.release.tuf.MetadataRefusedException;
import io.holdfast.release.tuf.Timestamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The files of one change, and the order in which they are written: whatever nothing names yet
 * first, then roots, which clients see at once, and the timestamp right behind them. A machine that
 * dies before the roots has changed nothing. One that dies between root and timestamp leaves a
 * timestamp whose keys may not count any more; the new one lies beside it by then, and {@link
 * #finish} puts it into place.
 */
final class Landing {
  private static final String TIMESTAMP = FileNames.metadata(Timestamp.ROLE);

  /** No client asks for it. */
  static final String NEXT = "." + TIMESTAMP + ".next";

  /** The largest timestamp of a client. */
  private static final int MAX_TIMESTAMP_BYTES = 16 << 10;

  private final Map<String, byte[]> targets;
  private final Map<String, byte[]> metadata;
  private final Map<String, byte[]> roots;
  private final byte[] timestamp;

  /**
   * Of these files.
   *
   * @param targets by their paths below the targets' folder
   * @param metadata by the names of their files: all but roots and the timestamp
   * @param roots by the names of their files, from low to high
   */
  Landing(
      Map<String, byte[]> targets,
      Map<String, byte[]> metadata,
      Map<String, byte[]> roots,
      byte[] timestamp) {
    this.targets = targets;
    this.metadata = metadata;
    this.roots = roots;
    this.timestamp = timestamp;
  }

  /** By their paths below the targets' folder. */
  Map<String, byte[]> targets() {
    return targets;
  }

  /**
   * Reads and verifies the metadata as it would be then, as a client would from the first root on.
   */
  Holdings preview(Path folder) throws IOException, MetadataRefusedException {
    Map<String, byte[]> files = new LinkedHashMap<>(metadata);
    files.putAll(roots);
    files.put(TIMESTAMP, timestamp);
    return Holdings.read(
        new Overlay(files, RepositoryFetcher.at(metadata(folder).toString())), Instant.MIN);
  }

  /** Writes all of it, the timestamp last. */
  void write(Path folder) throws IOException {
    Path targetFolder = folder.resolve(SignedStatements.TARGETS);
    for (Map.Entry<String, byte[]> each : targets.entrySet()) {
      Path file = targetFolder.resolve(each.getKey());
      Path parent = file.getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      DurableFile.replace(file, each.getValue());
    }
    Path metadataFolder = Files.createDirectories(metadata(folder));
    for (Map.Entry<String, byte[]> each : metadata.entrySet()) {
      DurableFile.replace(metadataFolder.resolve(each.getKey()), each.getValue());
    }
    Path next = metadataFolder.resolve(NEXT);
    DurableFile.replace(next, timestamp);
    for (Map.Entry<String, byte[]> each : roots.entrySet()) {
      DurableFile.replace(metadataFolder.resolve(each.getKey()), each.getValue());
    }
    DurableFile.moveInto(next, metadataFolder.resolve(TIMESTAMP));
  }

  /** Whether a change was cut short. */
  static boolean isUnfinished(Path folder) {
    return Files.exists(metadata(folder).resolve(NEXT), LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Ends a change that was cut short: it is completed if all of it was written, and else was never
   * seen. The repository's lock must be held.
   */
  static void finish(Path folder) throws IOException {
    if (!isUnfinished(folder)) {
      return;
    }
    Path next = metadata(folder).resolve(NEXT);
    RepositoryFetcher files = RepositoryFetcher.at(metadata(folder).toString());
    byte[] timestamp = files.fetch(NEXT, MAX_TIMESTAMP_BYTES);
    if (timestamp == null) {
      return;
    }
    try {
      Holdings.read(new Overlay(Map.of(TIMESTAMP, timestamp), files), Instant.MIN);
      DurableFile.moveInto(next, metadata(folder).resolve(TIMESTAMP));
    } catch (MetadataRefusedException e) {
      // Its root was not written: nobody has seen anything of it.
      DurableFile.delete(next);
    }
  }

  private static Path metadata(Path folder) {
    return folder.resolve(SignedStatements.METADATA);
  }
}
