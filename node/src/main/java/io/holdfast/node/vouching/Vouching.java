package io.holdfast.node.vouching;

import io.holdfast.host.DurableFile;
import io.holdfast.node.disk.NodePaths;
import io.holdfast.release.Digest;
import io.holdfast.release.admission.NotAdmittedException;
import io.holdfast.release.admission.Statements;
import io.holdfast.release.json.JsonException;
import io.holdfast.release.repository.RepositoryFetcher;
import io.holdfast.release.repository.SignedStatements;
import io.holdfast.release.tuf.MetadataRefusedException;
import io.holdfast.release.tuf.TargetFile;
import io.holdfast.release.tuf.TrustedMetadata;
import io.holdfast.release.tuf.client.MetadataFolder;
import io.holdfast.release.tuf.client.Updater;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node before a change. If its release has a trusted root, a change comes only from a repository
 * whose metadata follows from that root, is not older than what was seen, and has not expired. What
 * it says must not run is kept, and counts for every change from then on, also from a medium.
 * Nothing of this is asked at a boot.
 *
 * @param paths of the node
 * @param now the node's clock
 */
public record Vouching(NodePaths paths, Instant now) {
  private static final int MAX_ROOT_BYTES = 512 << 10;

  /**
   * Learns what a repository says, and demands that it vouches for a manifest.
   *
   * @param from a repository's folder or URL
   * @param target what is to be changed to
   * @param manifest the digest of its manifest
   * @return what must not run, as it was last seen
   * @throws NotAdmittedException if the metadata is refused, or vouches for something else
   * @throws IOException if it cannot be fetched, or what is kept cannot be read
   */
  public Statements demand(String from, String target, Digest manifest)
      throws IOException, NotAdmittedException {
    if (!Files.exists(paths.trustedRoot())) {
      return seen();
    }
    try {
      Updater updater = refreshed(from);
      Statements statements = kept(updater, from);
      TargetFile found = updater.find(target);
      if (!found.hashes().prefix().equals(manifest.hex())) {
        throw new NotAdmittedException(
            "The metadata of "
                + from
                + " vouches for another manifest as "
                + target
                + " than the one that is there. Use another mirror.");
      }
      return statements;
    } catch (MetadataRefusedException e) {
      throw new NotAdmittedException(e.getMessage() + " Nothing was changed.");
    }
  }

  /**
   * Learns what a repository says, whether anything is to be changed or not.
   *
   * @param from a repository's folder or URL
   * @throws NotAdmittedException if the metadata is refused; what was seen before counts on
   * @throws IOException if it cannot be fetched, or what is kept cannot be read
   */
  public Said listen(String from) throws IOException, NotAdmittedException {
    if (!Files.exists(paths.trustedRoot())) {
      return new Said(seen(), List.of());
    }
    try {
      Updater updater = refreshed(from);
      Statements statements = kept(updater, from);
      return new Said(statements, SignedStatements.vouched(updater.roles()));
    } catch (MetadataRefusedException e) {
      throw new NotAdmittedException(e.getMessage() + " Nothing was changed.");
    }
  }

  private Updater refreshed(String from) throws IOException, MetadataRefusedException {
    MetadataFolder known = new MetadataFolder(paths.knownMetadata());
    begin(known);
    Updater updater =
        Updater.begin(RepositoryFetcher.at(below(from, SignedStatements.METADATA)), known, now);
    updater.refresh();
    return updater;
  }

  /** From here on what must not run counts, whatever becomes of the change. */
  private Statements kept(Updater updater, String from)
      throws IOException, MetadataRefusedException {
    Statements statements =
        SignedStatements.read(
            updater.roles(), RepositoryFetcher.at(below(from, SignedStatements.TARGETS)));
    byte[] wanted = statements.toJson();
    if (!Files.exists(paths.statements())
        || !Arrays.equals(wanted, Files.readAllBytes(paths.statements()))) {
      DurableFile.replace(paths.statements(), wanted);
    }
    return statements;
  }

  private static String below(String repository, String folder) {
    return (repository.endsWith("/") ? repository : repository + "/") + folder;
  }

  /**
   * What must not run, as it was last seen; nothing if no metadata ever was.
   *
   * @throws IOException if the file cannot be used: then nobody knows, and no change is taken
   */
  public Statements seen() throws IOException {
    Path file = paths.statements();
    if (!Files.exists(file)) {
      return Statements.NONE;
    }
    try (InputStream stream = Files.newInputStream(file)) {
      return Statements.parse(stream.readNBytes(Statements.MAX_BYTES + 1));
    } catch (JsonException e) {
      throw new IOException(
          file
              + ", which says what must not run, cannot be used: "
              + e.getMessage()
              + ". A change from a signed repository writes it anew; without one, remove it.",
          e);
    }
  }

  /** A release may bring a newer root than the one that is known, or the first. */
  private void begin(MetadataFolder known) throws IOException, MetadataRefusedException {
    byte[] brought = Files.readAllBytes(paths.trustedRoot());
    long version = TrustedMetadata.begin(now, brought).root().version();
    if (version > version(known.read("root", MAX_ROOT_BYTES))) {
      known.begin(brought);
    }
  }

  /** A damaged one is as good as none. */
  private long version(byte @Nullable [] root) {
    try {
      return root == null ? 0 : TrustedMetadata.begin(now, root).root().version();
    } catch (MetadataRefusedException e) {
      return 0;
    }
  }
}
